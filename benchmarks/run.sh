#!/usr/bin/env bash
# Builds and runs the benchmarks of one backend, and ends with a table of ratios against its raw client library.
#   benchmarks/run.sh memory [--quick]
set -euo pipefail
usage() {
  echo "usage: benchmarks/run.sh memory [--quick]" >&2
  exit 2
}
[[ ${1-} == memory && $# -le 2 && ${2---quick} == --quick ]] || usage
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -B package -pl benchmarks -am -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true \
  -Dspotless.check.skip=true
exec java -cp benchmarks/target/benchmarks.jar dev.holdall.benchmarks.Comparison "$@"

#!/usr/bin/env bash
# Builds and runs the benchmarks of one backend, and prints a table that compares it with its raw client library.
#   benchmarks/run.sh memory [--quick]
#   benchmarks/run.sh cassandra [--quick] [[--wan 40ms] [--growth] | --maps]
#   benchmarks/run.sh http [--quick]
#   benchmarks/run.sh redis [--quick] [--data-centres | --maps] [--server /usr/bin/redis-server]
set -euo pipefail
usage() {
  echo "usage: benchmarks/run.sh memory [--quick]" >&2
  echo "       benchmarks/run.sh cassandra [--quick] [[--wan 40ms] [--growth] | --maps]" >&2
  echo "       benchmarks/run.sh http [--quick]" >&2
  echo "       benchmarks/run.sh redis [--quick] [--data-centres | --maps] [--server /usr/bin/redis-server]" >&2
  exit 2
}
check_quick() {
  [[ $# -le 1 && ${1---quick} == --quick ]] || usage
}
check_cassandra() {
  local maps='' others=''
  while (($#)); do
    case $1 in
      --quick) shift ;;
      --maps)
        maps=1
        shift
        ;;
      --growth)
        others=1
        shift
        ;;
      --wan)
        [[ ${2-} =~ ^[1-9][0-9]{0,3}ms$ ]] || usage
        others=1
        shift 2
        ;;
      *) usage ;;
    esac
  done
  [[ -z $maps || -z $others ]] || usage
}
check_redis() {
  local kind=''
  while (($#)); do
    case $1 in
      --quick) shift ;;
      --data-centres | --maps)
        [[ -z $kind ]] || usage
        kind=$1
        shift
        ;;
      --server)
        [[ ${2-} == /* && -x $2 ]] || usage
        shift 2
        ;;
      *) usage ;;
    esac
  done
}
case ${1-} in
  memory)
    check_quick "${@:2}"
    main=(dev.holdall.benchmarks.memory.MemoryComparison)
    ;;
  cassandra)
    check_cassandra "${@:2}"
    main=(-Xms1g -Xmx1g -XX:+AlwaysPreTouch dev.holdall.benchmarks.cassandra.CassandraComparison)
    ;;
  http)
    check_quick "${@:2}"
    main=(-Xms1g -Xmx1g -XX:+AlwaysPreTouch dev.holdall.benchmarks.http.HttpComparison)
    ;;
  redis)
    check_redis "${@:2}"
    main=(-Xms1g -Xmx1g -XX:+AlwaysPreTouch dev.holdall.benchmarks.redis.RedisComparison)
    ;;
  *) usage ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -B package -pl benchmarks -am -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true \
  -Dspotless.check.skip=true
exec java -cp benchmarks/target/benchmarks.jar "${main[@]}" "$@"

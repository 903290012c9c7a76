package dev.holdall.config;

import dev.holdall.config.internal.Names;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.internal.DurationText;
import dev.holdall.internal.StoreSettings;
import java.time.Duration;
import java.util.Optional;

/** Reads the options that every store has, whatever its backend. */
final class CommonOptions {

    private static final Duration MIN_TTL = Duration.ofNanos(1);
    private static final Duration MAX_TTL = Duration.ofDays(36_500);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MAX_VALUE_BYTES = 1 << 30;

    private final OptionReader options;
    private final Problems problems;

    CommonOptions(OptionBlock block, Problems problems) {
        this.options = new OptionReader(block, problems);
        this.problems = problems;
    }

    StoreSettings read(String name, String backend) {
        int problemsBefore = problems.count();
        Optional<Duration> defaultTtl = options.durationOr("default-ttl", "never", MIN_TTL, MAX_TTL);
        Optional<Duration> maxTtl = options.durationOr("max-ttl", "unlimited", MIN_TTL, MAX_TTL);
        if (problems.count() == problemsBefore) {
            checkDefaultTtl(defaultTtl, maxTtl);
        }
        return new StoreSettings(
                name,
                backend,
                namespace(),
                defaultTtl.orElse(null),
                maxTtl.orElse(null),
                options.choice("above-max-ttl", AboveMaxTtl.class) == AboveMaxTtl.CAP,
                Math.toIntExact(options.bytes("max-value-size", 1, MAX_VALUE_BYTES)),
                options.duration("request-timeout", Duration.ofMillis(1), Duration.ofHours(1)),
                options.duration("open-timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
                options.duration("wait-for-servers", Duration.ZERO, Duration.ofDays(1)),
                options.duration("max-clock-skew", Duration.ZERO, YEAR),
                options.duration("revocation-horizon", Duration.ofSeconds(1), YEAR));
    }

    private String namespace() {
        String namespace = options.text("namespace").orElse("");
        if (!namespace.isEmpty() && !Names.isName(namespace)) {
            options.problem("namespace", "must have " + Names.RULE + "; or be empty, for none");
        }
        return namespace;
    }

    private void checkDefaultTtl(Optional<Duration> defaultTtl, Optional<Duration> maxTtl) {
        if (maxTtl.isPresent() && (defaultTtl.isEmpty() || defaultTtl.get().compareTo(maxTtl.get()) > 0)) {
            if (options.isDefault("default-ttl")) {
                options.problem(
                        "max-ttl", "must not be shorter than default-ttl, which is " + ttl(defaultTtl) + "; set both");
            } else {
                options.problem("default-ttl", "must not be longer than max-ttl; lower it, or raise max-ttl");
            }
        }
    }

    private static String ttl(Optional<Duration> ttl) {
        return ttl.map(DurationText::exact).orElse("never") + " unless it is set";
    }
}

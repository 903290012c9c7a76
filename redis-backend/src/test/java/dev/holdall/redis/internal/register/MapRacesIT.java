package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdall.redis.internal.register.MapRaces.Fault;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks with races on real servers that data centres merge their maps, and that each of the rules by which they do so
 * is needed: without it the races end in a fault.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapRacesIT {

    private static final int SEEDS = Integer.getInteger("holdall.test.seeds", 60);
    private static final int MOST_SEEDS_FOR_A_MISTAKE = 400;
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** Shorter than clocks are apart, so that the version of a revocation may be below that of a map. */
    private static final Duration HORIZON = Duration.ofMinutes(5);

    private final long firstSeed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final List<RedisServer> running =
            Stream.generate(RedisServer::start).limit(3).toList();

    @AfterAll
    void close() {
        running.forEach(RedisServer::close);
    }

    /** A rule that is left out, and the fault that this leads to. */
    enum Mistake {
        NO_TIE_BREAK(
                Fault.DIVERGED,
                "is_greater = (string.byte(field, first) or -1) > (string.byte(mine, first) or -1)",
                "is_greater = false"),
        MERGING_DIFFERENT_CREATIONS(
                Fault.WRONG_WINNER,
                "elseif their_high ~= my_high or their_low ~= my_low then",
                "elseif is_map and has_map then\n  order = 0\nelseif their_high ~= my_high then"),
        CREATIONS_WITHOUT_RANDOM_BITS(Fault.DIVERGED, "order = their_random > my_random and 1 or -1", "order = -1"),
        FIELDS_WITHOUT_VERSIONS(
                Fault.WRONG_WINNER,
                "is_greater = field_high > mine_high or (field_high == mine_high and field_low > mine_low)",
                "is_greater = true"),
        TOMBSTONES_BELOW_MAPS(
                Fault.WRONG_WINNER,
                "order = (their_high > my_high or (their_high == my_high and their_low > my_low)) and 1 or -1",
                "order = is_map and their_low > my_low and 1 or -1"),
        NO_TOMBSTONE_WHERE_NOTHING_IS(
                Fault.BACK_AFTER_DELETE,
                "local lifetime, reply = '0', nil",
                "if kind == 'A' then return 'C' end local lifetime, reply = '0', nil"),
        TOMBSTONES_THAT_END_AT_ONCE(
                Fault.BACK_AFTER_DELETE, "math.max(retention, math.max(0, ahead_millis) + 60000)", "1"),
        SHORTENING_KEEPS_THE_VERSION(Fault.ENDS_APART, "l = low + 1\n", "l = low\n"),
        THE_EARLIER_END_STAYS(Fault.ENDS_APART, "if is_equal and theirs ~= 'E' then", "if false then"),
        REVOCATIONS_BY_THEIR_VERSION(
                Fault.BACK_AFTER_REVOKE, "elseif (theirs == 'R') ~= (kind == 'R') then", "elseif false then");

        private final Fault fault;
        private final String rule;
        private final String replacement;

        Mistake(Fault fault, String rule, String replacement) {
            this.fault = fault;
            this.rule = rule;
            this.replacement = replacement;
        }

        String make(String script) {
            return script.replace(rule, replacement);
        }

        /** The clocks are right where a fault could have another reason. */
        Duration skew() {
            return fault == Fault.BACK_AFTER_DELETE ? Duration.ZERO : SKEW;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void dataCentres_merge_whateverTheClocksSay(int dataCentres) {
        for (int index = 0; index < SEEDS; index++) {
            assertThat(race(firstSeed + index, dataCentres, SKEW, UnaryOperator.identity()))
                    .as("seed %d", firstSeed + index)
                    .isEmpty();
        }
    }

    @Test
    void deletedMaps_stayDeleted_whereClocksAreRight() {
        for (int index = 0; index < SEEDS; index++) {
            assertThat(race(firstSeed + index, 2, Duration.ZERO, UnaryOperator.identity()))
                    .as("seed %d", firstSeed + index)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRule_isNeeded(Mistake mistake) {
        assertThat(MapScripts.MERGING.all()).anyMatch(each -> each.text().contains(mistake.rule));
        for (int index = 0; index < MOST_SEEDS_FOR_A_MISTAKE; index++) {
            if (race(firstSeed + index, 2, mistake.skew(), mistake::make).contains(mistake.fault)) {
                return;
            }
        }
        fail("%s led to no fault in %d races from seed %d", mistake, MOST_SEEDS_FOR_A_MISTAKE, firstSeed);
    }

    private List<Fault> race(long seed, int dataCentres, Duration skew, UnaryOperator<String> change) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = List.of("a", "b", "c").subList(0, dataCentres);
        Map<String, MergingServer> servers = new LinkedHashMap<>();
        for (int index = 0; index < dataCentres; index++) {
            List<String> others = new ArrayList<>(names);
            others.remove(index);
            Duration offset =
                    skew.isZero() ? skew : Duration.ofSeconds(random.nextLong(-skew.toSeconds(), skew.toSeconds() + 1));
            servers.put(names.get(index), new MergingServer(running.get(index), others, offset, change));
        }
        List<Fault> faults = new ArrayList<>(new MapRaces(random.nextLong(), servers, skew, HORIZON).run());
        if (!skew.isZero()) {
            faults.removeIf(Fault.BACK_AFTER_DELETE::equals);
        }
        return faults;
    }
}

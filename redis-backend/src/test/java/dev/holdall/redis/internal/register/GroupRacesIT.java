package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdall.redis.internal.register.GroupRaces.Fault;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks with races on real servers that data centres merge their groups, and that each of the rules by which they do
 * so is needed: without it the races end in a fault.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRacesIT {

    private static final int SEEDS = Integer.getInteger("holdall.test.seeds", 60);
    private static final int MOST_SEEDS_FOR_A_MISTAKE = 400;
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final long firstSeed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final List<RedisServer> running =
            Stream.generate(RedisServer::start).limit(3).toList();

    @AfterAll
    void close() {
        running.forEach(RedisServer::close);
    }

    /** A rule that is left out, and the fault that this leads to. */
    enum Mistake {
        NO_TIE_BREAK(Fault.DIVERGED, "is_greater = has_greater_bytes(entry, mine)", "is_greater = false"),
        ENTRIES_WITHOUT_VERSIONS(Fault.WRONG_WINNER, "is_greater = is_above(version, my_version)", "is_greater = true"),
        REMOVALS_WITHOUT_A_MARKER(Fault.BACK_AFTER_REMOVAL, "elseif retention > 0 then", "elseif false then"),
        DELETES_THAT_ARE_NOT_MERGED(
                Fault.BACK_AFTER_REMOVAL, "deleted, changes = their_deleted, true", "changes = true"),
        THE_GREATEST_VERSION_IS_NOT_MERGED(
                Fault.DIVERGED, "greatest, changes = their_greatest, true", "changes = true"),
        PUTS_AT_ANY_VERSION(Fault.WRONG_WINNER, "least = plus(greatest, 65)", "least = lowest"),
        UPDATES_THAT_DO_NOT_COMPARE(Fault.WRONG_WINNER, "applies = applies and is_above(at, found_version)", ""),
        LATER_REFRESHES_IN_ANY_CASE(
                Fault.WRONG_WINNER, "or lifetime == '0' or has_greater_bytes(entry, found)", "or true"),
        UPDATES_AT_THE_TIME(
                Fault.BACK_AFTER_REMOVAL,
                "if kind == 'P' then\n    if is_above(version, at) then at = version end",
                "if is_above(version, at) then at = version end\n  if kind == 'P' then");

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
            return fault == Fault.BACK_AFTER_REMOVAL ? Duration.ZERO : SKEW;
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

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void lastPutOrRemoval_stays_whereClocksAreRight(int dataCentres) {
        for (int index = 0; index < SEEDS; index++) {
            assertThat(race(firstSeed + index, dataCentres, Duration.ZERO, UnaryOperator.identity()))
                    .as("seed %d", firstSeed + index)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRule_isNeeded(Mistake mistake) {
        assertThat(GroupScripts.MERGING.all()).anyMatch(each -> each.text().contains(mistake.rule));
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
        return new GroupRaces(random.nextLong(), servers, skew).run();
    }
}

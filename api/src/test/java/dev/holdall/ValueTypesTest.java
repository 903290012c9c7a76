package dev.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueTypesTest {

    @Test
    void ttl_isGreaterThanZero() {
        assertThatThrownBy(() -> Ttl.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ttl.of(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Ttl.of(Duration.ofNanos(1))).isEqualTo(Ttl.of(Duration.ofNanos(1)));
    }

    @Test
    void entry_sharesNoArray() {
        byte[] bytes = {1, 2, 3};
        Entry entry = Entry.of(bytes, new Version(7), null);
        bytes[0] = 9;
        entry.value()[1] = 9;

        assertThat(entry.value()).containsExactly(1, 2, 3);
    }

    @Test
    void entry_equalsByItsParts_andHidesItsBytes() {
        Instant expiry = Instant.parse("2026-01-01T00:00:00Z");
        Entry entry = Entry.of("password".getBytes(StandardCharsets.UTF_8), new Version(7), expiry);

        assertThat(entry)
                .isEqualTo(Entry.of(entry.value(), new Version(7), expiry))
                .hasSameHashCodeAs(Entry.of(entry.value(), new Version(7), expiry));
        assertThat(entry).isNotEqualTo(Entry.of(entry.value(), new Version(8), expiry));
        assertThat(entry).hasToString("Entry[8 bytes, Version[micros=7], expires 2026-01-01T00:00:00Z]");
    }

    @Test
    void keys_areJoinedAndEscaped() {
        assertThat(Keys.of("MWSession", "a:b%c")).isEqualTo("MWSession:a%3Ab%25c");
        assertThat(Keys.of("one")).isEqualTo("one");
        assertThat(Keys.of("", "")).isEqualTo(":");
    }

    @Test
    void partialFailure_countsInItsMessage_andNamesKeysOnlyToPrograms() {
        StoreTimeoutException timeout = new StoreTimeoutException(new SessionStoreException.Details(
                "s", "b", Operation.SET, Outcome.UNKNOWN, "no answer within 2 s", null));
        PartialFailureException failure = new PartialFailureException(
                "s", "b", Operation.SET_ALL, Set.of("alice", "bob"), Map.of("carol", timeout));

        assertThat(failure.getMessage()).contains("1 of 3 keys failed").doesNotContain("carol", "alice", "bob");
        assertThat(failure.failures()).containsOnlyKeys("carol");
        assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void configurationFailure_listsAllProblems() {
        StoreConfigurationException failure =
                new StoreConfigurationException("s", "?", List.of("one is wrong", "two is wrong"));

        assertThat(failure)
                .hasMessage("s/?: open: 2 problems in the configuration:\n  - one is wrong\n  - two is wrong");
        assertThat(failure.problems()).containsExactly("one is wrong", "two is wrong");
    }

    @Test
    void traits_keepWhatTheyWereBuiltWith() {
        Traits traits = Traits.builder()
                .durability(Traits.Durability.DISK)
                .reach(Traits.Scope.ALL_DCS)
                .atomicity(Traits.Scope.LOCAL_DC)
                .ttlResolution(Duration.ofSeconds(1))
                .maxTtl(Duration.ofDays(7_300))
                .maxValueBytes(77)
                .evicts(true)
                .comparesVersions(false)
                .localReadsLag(true)
                .build();

        assertThat(traits.toBuilder().build()).hasToString(traits.toString());
        assertThat(traits.toString())
                .contains("DISK", "ALL_DCS", "LOCAL_DC", "PT1S", "77", "evicts=true", "localReadsLag=true");
        assertThatThrownBy(() -> Traits.builder()
                        .ttlResolution(Duration.ofNanos(1_500_000))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}

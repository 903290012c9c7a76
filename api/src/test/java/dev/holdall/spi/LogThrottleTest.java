package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogThrottleTest {

    @Test
    void ofManyEventsAtOnce_theFirstIsLogged_andAllAreCounted() {
        LogThrottle throttle = new LogThrottle();
        assertThat(throttle.total()).isZero();

        assertThat(throttle.count()).isTrue();
        assertThat(throttle.count()).isFalse();
        assertThat(throttle.count()).isFalse();
        assertThat(throttle.total()).isEqualTo(3);
    }
}

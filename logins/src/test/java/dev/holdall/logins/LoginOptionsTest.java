package dev.holdall.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.holdall.StoreConfigurationException;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginOptionsTest {

    private static LoginOptions from(String options) {
        return LoginOptions.from(ConfigFactory.parseString("holdall.logins { " + options + " }"));
    }

    @Test
    void options_haveDefaults() {
        LoginOptions defaults = new LoginOptions(
                Duration.ofHours(1), Duration.ofDays(30), 50, AtLimit.END_OLDEST, Duration.ofSeconds(10), 10);
        assertThat(from("")).isEqualTo(defaults);
        assertThat(LoginOptions.from(ConfigFactory.empty())).isEqualTo(defaults);
        assertThat(LoginOptions.configured()).isEqualTo(defaults);
    }

    @Test
    void options_areRead() {
        assertThat(from("idle = 5m, absolute = 12h, limit = 3, at-limit = refuse, recheck = 0 s, seen-writes = 2"))
                .isEqualTo(new LoginOptions(
                        Duration.ofMinutes(5), Duration.ofHours(12), 3, AtLimit.REFUSE, Duration.ZERO, 2));
    }

    @Test
    void wrongOptions_areRefused_allAtOnce() {
        assertThatThrownBy(() -> from("idel = 5m, limit = 0, at-limit = nothing, idle = 2h, absolute = 1h"))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("holdall.logins.idel")
                .hasMessageContaining("holdall.logins.limit")
                .hasMessageContaining("holdall.logins.at-limit")
                .hasMessageContaining("holdall.logins.absolute must not be below idle");
    }

    @Test
    void block_standsBesideTheStores() {
        String config = "holdall { stores.sessions.backend = memory, logins.limit = 3 }";
        SessionStores.open("sessions", ConfigFactory.parseString(config)).close();
        assertThatThrownBy(() ->
                        SessionStores.open("sessions", ConfigFactory.parseString(config.replace("limit", "limits"))))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("holdall.logins.limits");
    }

    @Test
    void optionsByCode_haveTheSameBounds() {
        Duration hour = Duration.ofHours(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginOptions(Duration.ZERO, hour, 5, AtLimit.REFUSE, Duration.ZERO, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginOptions(hour, hour.minusNanos(1), 5, AtLimit.REFUSE, Duration.ZERO, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginOptions(hour, hour, 0, AtLimit.REFUSE, Duration.ZERO, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginOptions(
                        hour, hour, 5, AtLimit.REFUSE, hour.dividedBy(10).plusNanos(1), 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginOptions(hour, hour, 5, AtLimit.REFUSE, Duration.ZERO, 1));
    }
}

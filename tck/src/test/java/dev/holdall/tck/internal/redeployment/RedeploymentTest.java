package dev.holdall.tck.internal.redeployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.tck.internal.fixture.Face;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedeploymentTest {

    @Test
    void applicationWhoseThreadIsLeft_isSeen() {
        String leaking = "holdall.stores.sessions { backend = map, decorators = [leaking], leaking.seconds = 10 }";

        assertThatThrownBy(() -> Redeployment.assertUnloaded(leaking, Face.BLOCKING, Duration.ofSeconds(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("holdall-map-1");
    }
}

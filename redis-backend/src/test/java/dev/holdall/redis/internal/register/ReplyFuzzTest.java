package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import java.util.function.Function;

/** Checks that any bytes as the reply of a script are understood, or are a failure that shows none of them. */
class ReplyFuzzTest {

    private static final Version ASKED = new Version(2);
    private static final Version SEEN = new Version(1);

    @FuzzTest(maxDuration = "25s")
    void anyReply_isUnderstood_orAFailure(byte[] bytes) {
        expect(bytes, reply -> reply.toWriteResult(ASKED));
        expect(bytes, reply -> reply.versionAfterUpdate(ASKED, SEEN));
        expect(bytes, Reply::touchedVersion);
        expect(bytes, reply -> reply.toCounted(1));
        expect(bytes, reply -> reply.hasServerTime() ? reply.serverMicros() : 0L);
    }

    private static void expect(byte[] bytes, Function<Reply, Object> reading) {
        try {
            assertThat(reading.apply(Reply.of(bytes))).isNotNull();
        } catch (BackendException e) {
            assertThat(e.kind()).isEqualTo(BackendException.Kind.CORRUPT);
        } catch (ArithmeticException e) {
            assertThat(e).hasMessage("the sum doesn't fit in 64 bits");
        } catch (IllegalStateException e) {
            assertThat(e.getMessage()).matches("a script('s reply can't be understood| answered nothing)");
            assertThat(e).hasNoCause();
        }
    }
}

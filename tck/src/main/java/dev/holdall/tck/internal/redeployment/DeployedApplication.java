package dev.holdall.tck.internal.redeployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.SessionStores;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.LeakDetector;
import dev.holdall.tck.internal.fixture.Verb;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that opens a store as a configuration says, calls every verb on the face with the given name, and
 * closes the store. {@link Redeployment} loads this class and all that it uses again, in another class loader. So both
 * sides share only the types of the JDK, and the arguments are strings.
 */
final class DeployedApplication implements BiConsumer<String, String> {

    @Override
    public void accept(String configuration, String face) {
        try (LeakDetector leaks = new LeakDetector();
                SessionStore store = SessionStores.open("sessions", ConfigFactory.parseString(configuration))) {
            SessionStore onFace = Face.valueOf(face).of(store, leaks);
            for (Verb verb : Verb.values()) {
                verb.call(onFace, LeakDetector.KEY_MARK + verb);
            }
        }
        failToRead(configuration, face);
        stopLogging();
    }

    /**
     * Ends the logging of this class loader, as an application does that is undeployed. Threads of a client library
     * that end a little later would otherwise log how they end, which looks like a failure of the tests.
     */
    private static void stopLogging() {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.stop();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    /**
     * Makes bulk calls with too many keys for their deadline, so that they fail for some keys or as a whole. Calls that
     * fail must not keep the class loader alive either.
     */
    private static void failToRead(String configuration, String face) {
        try (LeakDetector leaks = new LeakDetector();
                SessionStore store = SessionStores.builder("sessions")
                        .config(ConfigFactory.parseString(configuration))
                        .requestTimeout(Duration.ofMillis(1))
                        .open()) {
            SessionStore onFace = Face.valueOf(face).of(store, leaks);
            for (int count : new int[] {300, 1_000, 3_000, 10_000, 30_000}) {
                List<String> keys = IntStream.range(0, count)
                        .mapToObj(i -> LeakDetector.KEY_MARK + i)
                        .toList();
                Throwable failure = catchThrowable(() -> onFace.getAll(keys));
                assertThat(failure == null || failure instanceof SessionStoreException)
                        .as("%s", failure)
                        .isTrue();
            }
        }
    }
}

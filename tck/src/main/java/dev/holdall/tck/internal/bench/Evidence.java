package dev.holdall.tck.internal.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.holdall.PartialFailureException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Collects everything that a run of the kit throws and logs, and searches it for keys and values, which must not be
 * there. Thread-safe.
 */
public final class Evidence implements AutoCloseable {

    /** The text that every key of the kit contains. */
    public static final String KEY_MARK = "SecretKey";

    /** The text that every value of the kit contains. */
    public static final String VALUE_MARK = "SecretValue";

    /** The marks in every form in which a message may show text or bytes. */
    private static final List<String> FORMS =
            Stream.of(KEY_MARK, VALUE_MARK).flatMap(Evidence::forms).toList();

    private final Queue<String> thrown = new ConcurrentLinkedQueue<>();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.holdall");
    private final Level levelBefore = ours.getLevel();
    private final Appender appender = new Appender();

    public Evidence() {
        ours.setLevel(Level.TRACE);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    /** Records a failure, and with a bulk call's failure those of its single keys; returns the failure. */
    public <T extends Throwable> T thrown(T failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        thrown.add(text.toString());
        if (failure instanceof PartialFailureException partial) {
            partial.failures().values().forEach(this::thrown);
        }
        return failure;
    }

    public List<String> thrown() {
        return List.copyOf(thrown);
    }

    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** Returns the stack traces and log lines that contain a key or a value. */
    public List<String> leaks() {
        return Stream.concat(thrown.stream(), logged.stream())
                .filter(Evidence::isLeak)
                .toList();
    }

    /** Whether a text contains a key or a value. */
    public static boolean isLeak(String text) {
        return FORMS.stream().anyMatch(text::contains);
    }

    /** Returns a mark as text, as an array of bytes, in hexadecimal digits, and in Base64. */
    private static Stream<String> forms(String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        String array = Arrays.toString(bytes);
        return Stream.of(
                mark,
                array.substring(1, array.length() - 1),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, bytes.length / 3 * 3)));
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        ours.setLevel(levelBefore);
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {

        private final PatternLayout layout = new PatternLayout();

        @Override
        public void start() {
            layout.setContext(getContext());
            layout.setPattern("%level %logger %msg%n%ex");
            layout.start();
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            logged.add(layout.doLayout(event));
        }
    }
}

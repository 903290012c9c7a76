package dev.holdall.tck.internal.bench;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the tests that let the same time pass at once, on both faces, when the first of them is due: those of times to
 * live, where time passes by itself, and those of the deadline, which always does. So the kit waits for one time to
 * live and one deadline, and not for dozens. Each test still has its own result.
 */
public final class WaitingTogether implements InvocationInterceptor {

    /** The configuration parameter that lets the tests of the deadline run one by one, where it is false. */
    static final String DEADLINES = "holdall.tck.deadlines-together";

    private final RuleGroup contract;
    private final Map<Class<? extends Annotation>, Map<Turn, Optional<Throwable>>> failures = new HashMap<>();

    public WaitingTogether(RuleGroup contract) {
        this.contract = contract;
    }

    /** A test on a face. */
    private record Turn(Method test, Face face) {}

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        Optional<Class<? extends Annotation>> wait = wait(test.getExecutable(), context);
        if (wait.isEmpty()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        Turn turn = new Turn(test.getExecutable(), (Face) test.getArguments().get(0));
        Optional<Throwable> failure = Objects.requireNonNull(
                failures.computeIfAbsent(wait.get(), this::runAll).get(turn));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** What the test waits for together with others. */
    private Optional<Class<? extends Annotation>> wait(Method test, ExtensionContext context) {
        if (test.isAnnotationPresent(Waits.class) && contract.bench().time().passesByItself()) {
            return Optional.of(Waits.class);
        }
        boolean together =
                context.getConfigurationParameter(DEADLINES, Boolean::valueOf).orElse(true);
        return test.isAnnotationPresent(WaitsForDeadline.class) && together
                ? Optional.of(WaitsForDeadline.class)
                : Optional.empty();
    }

    private Map<Turn, Optional<Throwable>> runAll(Class<? extends Annotation> wait) {
        Map<Turn, Background.Running<Optional<Throwable>>> running = new LinkedHashMap<>();
        Map<Turn, Optional<Throwable>> ended = new LinkedHashMap<>();
        try (Background background = new Background()) {
            turns(wait).forEach(turn -> running.put(turn, background.start(() -> failure(turn))));
            running.forEach((turn, test) -> ended.put(turn, test.answer()));
        }
        return ended;
    }

    private List<Turn> turns(Class<? extends Annotation> wait) {
        return Arrays.stream(contract.getClass().getMethods())
                .filter(test -> test.isAnnotationPresent(wait))
                .flatMap(test -> Arrays.stream(Face.values()).map(face -> new Turn(test, face)))
                .toList();
    }

    private Optional<Throwable> failure(Turn turn) throws IllegalAccessException {
        try {
            turn.test().invoke(contract, turn.face());
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getTargetException());
        }
    }
}

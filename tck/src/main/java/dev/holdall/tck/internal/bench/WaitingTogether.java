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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the tests that wait for time to pass side by side, on both faces: when the first of a group is due, it runs the
 * whole group, and later only reports the results. One group is the tests of TTLs, if time passes by itself; the other
 * is the tests of the deadline, which always passes in real time. So the kit waits for one TTL and one deadline, and
 * not for dozens. Each test still has its own result.
 */
public final class WaitingTogether implements InvocationInterceptor {

    /** The JUnit configuration parameter; with {@code false}, the tests of the deadline run one by one. */
    static final String DEADLINES = "holdall.tck.deadlines-together";

    private final RuleGroup contract;
    private final Map<Class<? extends Annotation>, Map<TestRun, Optional<Throwable>>> failures = new HashMap<>();

    public WaitingTogether(RuleGroup contract) {
        this.contract = contract;
    }

    /** A test on one face. */
    private record TestRun(Method test, Face face) {}

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        Optional<Class<? extends Annotation>> group = group(test.getExecutable(), context);
        if (group.isEmpty()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        TestRun run =
                new TestRun(test.getExecutable(), (Face) test.getArguments().get(0));
        Optional<Throwable> failure = Objects.requireNonNull(
                failures.computeIfAbsent(group.get(), this::runAll).get(run));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Returns the annotation of the group with which the test runs; empty if the test runs alone. */
    private Optional<Class<? extends Annotation>> group(Method test, ExtensionContext context) {
        if (test.isAnnotationPresent(Waits.class) && contract.bench().time().passesByItself()) {
            return Optional.of(Waits.class);
        }
        boolean together =
                context.getConfigurationParameter(DEADLINES, Boolean::valueOf).orElse(true);
        return test.isAnnotationPresent(WaitsForDeadline.class) && together
                ? Optional.of(WaitsForDeadline.class)
                : Optional.empty();
    }

    private Map<TestRun, Optional<Throwable>> runAll(Class<? extends Annotation> group) {
        Map<TestRun, Background.Running<Optional<Throwable>>> running = new LinkedHashMap<>();
        Map<TestRun, Optional<Throwable>> ended = new LinkedHashMap<>();
        try (Background background = new Background()) {
            runs(group).forEach(run -> running.put(run, background.start(() -> failure(run))));
            running.forEach((run, test) -> ended.put(run, test.answer()));
        }
        return ended;
    }

    private List<TestRun> runs(Class<? extends Annotation> group) {
        return Arrays.stream(contract.getClass().getMethods())
                .filter(test -> test.isAnnotationPresent(group))
                .flatMap(test -> Arrays.stream(Face.values()).map(face -> new TestRun(test, face)))
                .toList();
    }

    private Optional<Throwable> failure(TestRun run) throws IllegalAccessException {
        try {
            run.test().invoke(contract, run.face());
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getTargetException());
        }
    }
}

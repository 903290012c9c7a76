package dev.holdall.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
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
 * Where time passes by itself, runs all tests that let it pass at once, on both faces, when the first of them is due; so the kit
 * waits for one time to live and not for dozens. Each still has its own result.
 */
final class WaitingTogether implements InvocationInterceptor {

    private final SessionStoreContract contract;
    private @Nullable Map<Turn, Optional<Throwable>> failures;

    WaitingTogether(SessionStoreContract contract) {
        this.contract = contract;
    }

    /** A test on a face. */
    private record Turn(Method test, Face face) {}

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        if (waitsForRealTime(test.getExecutable())) {
            invocation.skip();
            Turn turn =
                    new Turn(test.getExecutable(), (Face) test.getArguments().get(0));
            Optional<Throwable> failure = Objects.requireNonNull(failures().get(turn));
            if (failure.isPresent()) {
                throw failure.get();
            }
        } else {
            invocation.proceed();
        }
    }

    private boolean waitsForRealTime(Method test) {
        return contract.bench().time().passesByItself() && test.isAnnotationPresent(Waits.class);
    }

    private Map<Turn, Optional<Throwable>> failures() {
        if (failures == null) {
            failures = runAll();
        }
        return failures;
    }

    private Map<Turn, Optional<Throwable>> runAll() {
        Map<Turn, Background.Running<Optional<Throwable>>> running = new LinkedHashMap<>();
        Map<Turn, Optional<Throwable>> ended = new LinkedHashMap<>();
        try (Background background = new Background()) {
            turns().forEach(turn -> running.put(turn, background.start(() -> failure(turn))));
            running.forEach((turn, test) -> ended.put(turn, test.answer()));
        }
        return ended;
    }

    private List<Turn> turns() {
        return Arrays.stream(contract.getClass().getMethods())
                .filter(this::waitsForRealTime)
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

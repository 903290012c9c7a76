package dev.holdall.benchmarks.redis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Creates sessions whose ids are chosen. A repository takes ids from a generator, to which nothing else can pass the
 * id.
 */
final class ChosenIds {

    private static final ThreadLocal<@Nullable String> NEXT = new ThreadLocal<>();

    private ChosenIds() {}

    /** Creates a session. The repository takes its ids from {@link #next}. */
    static <S extends Session> S create(SessionRepository<S> repository, String id) {
        NEXT.set(id);
        return repository.createSession();
    }

    /** Returns the id of the session that this thread creates. */
    static String next() {
        return Objects.requireNonNull(NEXT.get());
    }
}

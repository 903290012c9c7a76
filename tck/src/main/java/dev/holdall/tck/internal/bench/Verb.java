package dev.holdall.tck.internal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Operation;
import dev.holdall.PartialFailureException;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A verb as a call with one key, for the rules that hold for all verbs. */
public enum Verb {
    GET(Operation.GET, (store, key, seen, value, ttl) -> store.get(key)),
    GET_LATEST(Operation.GET, (store, key, seen, value, ttl) -> store.get(key, Read.LATEST)),
    GET_ENTRY(Operation.GET_ENTRY, (store, key, seen, value, ttl) -> store.getEntry(key)),
    GET_ENTRY_LATEST(Operation.GET_ENTRY, (store, key, seen, value, ttl) -> store.getEntry(key, Read.LATEST)),
    SET(Operation.SET, (store, key, seen, value, ttl) -> store.set(key, value, ttl)),
    UPDATE(Operation.UPDATE, (store, key, seen, value, ttl) -> store.update(key, seen, value, ttl)),
    ADD(Operation.ADD, (store, key, seen, value, ttl) -> store.add(key, value, ttl)),
    COMPARE_AND_SET(
            Operation.COMPARE_AND_SET, (store, key, seen, value, ttl) -> store.compareAndSet(key, seen, value, ttl)),
    MERGE(Operation.MERGE, (store, key, seen, value, ttl) -> store.merge(key, found -> Optional.of(value), ttl)),
    GET_OR_COMPUTE(
            Operation.GET_OR_COMPUTE, (store, key, seen, value, ttl) -> store.getOrCompute(key, ttl, () -> value)),
    CHANGE_TTL(Operation.CHANGE_TTL, (store, key, seen, value, ttl) -> store.changeTTL(key, ttl)),
    DELETE(Operation.DELETE, (store, key, seen, value, ttl) -> store.delete(key)),
    REVOKE(Operation.REVOKE, (store, key, seen, value, ttl) -> store.revoke(key)),
    INCREMENT(Operation.INCREMENT, (store, key, seen, value, ttl) -> store.increment(key, 1, 1, ttl)),
    GET_ALL(Operation.GET_ALL, (store, key, seen, value, ttl) -> store.getAll(Collections.singleton(key))),
    SET_ALL(
            Operation.SET_ALL,
            (store, key, seen, value, ttl) -> store.setAll(Collections.singletonMap(key, value), ttl)),
    DELETE_ALL(Operation.DELETE_ALL, (store, key, seen, value, ttl) -> store.deleteAll(Collections.singleton(key))),
    CHANGE_TTL_ALL(
            Operation.CHANGE_TTL_ALL,
            (store, key, seen, value, ttl) -> store.changeTTLAll(Collections.singleton(key), ttl)),
    TRY_LOCK(
            Operation.TRY_LOCK,
            (store, key, seen, value, ttl) -> store.tryLock(key, Duration.ZERO, Duration.ofHours(1)));

    /** The verbs that take a value. */
    public static final Set<Verb> WITH_VALUE =
            Collections.unmodifiableSet(EnumSet.of(SET, UPDATE, ADD, COMPARE_AND_SET, SET_ALL));

    /** The verbs that take a TTL. */
    public static final Set<Verb> WITH_TTL = Collections.unmodifiableSet(EnumSet.of(
            SET, UPDATE, ADD, COMPARE_AND_SET, MERGE, GET_OR_COMPUTE, CHANGE_TTL, INCREMENT, SET_ALL, CHANGE_TTL_ALL));

    /** The verbs that can change what is stored. */
    public static final Set<Verb> WRITING = without(verb -> !verb.writes());

    /** The verbs that can't change what is stored. */
    public static final Set<Verb> READING = without(Verb::writes);

    /** The verbs that can store something, or prolong its life. */
    public static final Set<Verb> STORING = without(
            verb -> !verb.writes() || verb == DELETE || verb == REVOKE || verb == DELETE_ALL || verb == TRY_LOCK);

    /** A version that no key has. */
    public static final Version SEEN = new Version(1);

    private static final byte[] VALUE = (Evidence.VALUE_MARK + ":any").getBytes(StandardCharsets.UTF_8);
    private static final Ttl TTL = Ttl.of(Duration.ofHours(1));

    /** A call of the verb. */
    interface Body {
        void call(SessionStore store, String key, Version seen, byte[] value, Ttl ttl);
    }

    private final Operation operation;

    @SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing, so they are immutable.
    private final Body body;

    Verb(Operation operation, Body body) {
        this.operation = operation;
        this.body = body;
    }

    public Operation operation() {
        return operation;
    }

    public boolean writes() {
        return operation.writes();
    }

    /** Calls the verb with a key, and with made-up values for its other arguments. */
    public void call(SessionStore store, String key) {
        call(store, key, SEEN, VALUE, TTL);
    }

    public void call(SessionStore store, String key, Version seen, byte[] value, Ttl ttl) {
        body.call(store, key, seen, value, ttl);
    }

    /** Calls the verb, and ignores its failure, unless that is a {@code NullPointerException}. */
    public void attempt(SessionStore store, String key) {
        try {
            call(store, key);
        } catch (RuntimeException e) {
            assertThat(e).as("what %s fails with", this).isNotInstanceOf(NullPointerException.class);
        }
    }

    /** Calls the verb, which has to fail, and returns the failure; for a bulk call, the failure of its key. */
    public Throwable failure(SessionStore store, String key) {
        Throwable failure = catchThrowable(() -> call(store, key));
        assertThat(failure).as("%s doesn't fail", this).isNotNull();
        return failure instanceof PartialFailureException partial ? ofOnlyKey(partial, key) : failure;
    }

    private Throwable ofOnlyKey(PartialFailureException partial, String key) {
        assertThat(partial.failures()).as("the failures of %s", this).containsOnlyKeys(key);
        return Objects.requireNonNull(partial.failures().get(key));
    }

    /** Returns null for a parameter that must not be null, as a caller without a nullness checker may pass it. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // The test makes this mistake on purpose.
    public static <T> T nothing() {
        return null;
    }

    private static Set<Verb> without(Predicate<Verb> left) {
        EnumSet<Verb> verbs = EnumSet.allOf(Verb.class);
        verbs.removeIf(left);
        return Collections.unmodifiableSet(verbs);
    }
}

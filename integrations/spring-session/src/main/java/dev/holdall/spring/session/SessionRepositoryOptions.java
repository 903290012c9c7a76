package dev.holdall.spring.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FlushMode;
import org.springframework.session.IndexResolver;
import org.springframework.session.MapSession;
import org.springframework.session.SaveMode;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.UuidSessionIdGenerator;
import org.springframework.util.ClassUtils;

/**
 * The options of {@link HoldallSessionRepository} and {@link HoldallReactiveSessionRepository}. Immutable; made by
 * {@link #builder}, which describes each of them.
 */
public final class SessionRepositoryOptions {

    private final SaveMode saveMode;
    private final FlushMode flushMode;
    private final SessionIdGenerator sessionIdGenerator;
    private final IndexResolver<Session> indexResolver;
    private final Duration defaultMaxInactiveInterval;
    private final double touchPart;
    private final EndedSession endedSession;
    private final AttributeSerializer serializer;
    private final @Nullable ApplicationEventPublisher eventPublisher;
    private final Clock clock;

    private SessionRepositoryOptions(Builder from) {
        saveMode = from.saveMode;
        flushMode = from.flushMode;
        sessionIdGenerator = from.sessionIdGenerator;
        indexResolver = from.indexResolver;
        defaultMaxInactiveInterval = from.defaultMaxInactiveInterval;
        touchPart = from.touchPart;
        endedSession = from.endedSession;
        serializer = from.serializer == null ? new JavaAttributeSerializer(classLoader()) : from.serializer;
        eventPublisher = from.eventPublisher;
        clock = from.clock;
    }

    /** Returns the class loader of the application, where it is known, as for Spring's own beans. */
    private static ClassLoader classLoader() {
        ClassLoader ofApplication = ClassUtils.getDefaultClassLoader();
        return ofApplication == null ? ClassLoader.getSystemClassLoader() : ofApplication;
    }

    /**
     * Returns a builder that has the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    SaveMode saveMode() {
        return saveMode;
    }

    FlushMode flushMode() {
        return flushMode;
    }

    SessionIdGenerator sessionIdGenerator() {
        return sessionIdGenerator;
    }

    IndexResolver<Session> indexResolver() {
        return indexResolver;
    }

    Duration defaultMaxInactiveInterval() {
        return defaultMaxInactiveInterval;
    }

    double touchPart() {
        return touchPart;
    }

    EndedSession endedSession() {
        return endedSession;
    }

    AttributeSerializer serializer() {
        return serializer;
    }

    @Nullable
    ApplicationEventPublisher eventPublisher() {
        return eventPublisher;
    }

    Clock clock() {
        return clock;
    }

    /** Sets options. Not thread-safe. */
    public static final class Builder {

        private SaveMode saveMode = SaveMode.ON_SET_ATTRIBUTE;
        private FlushMode flushMode = FlushMode.ON_SAVE;
        private SessionIdGenerator sessionIdGenerator = UuidSessionIdGenerator.getInstance();
        private IndexResolver<Session> indexResolver = new PrincipalResolver();
        private Duration defaultMaxInactiveInterval = MapSession.DEFAULT_MAX_INACTIVE_INTERVAL;
        private double touchPart = 0.1;
        private EndedSession endedSession = EndedSession.FAIL;
        private @Nullable AttributeSerializer serializer;
        private @Nullable ApplicationEventPublisher eventPublisher;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Sets which attributes a save looks at. An attribute that was set is always sent. One that the application has
         * only got is sent in the modes {@link SaveMode#ON_GET_ATTRIBUTE} and {@link SaveMode#ALWAYS}, if its bytes are
         * no longer those that were read; so neither of the two undoes what another request has done to attributes that
         * this one leaves as they are.
         *
         * @param value {@link SaveMode#ON_SET_ATTRIBUTE} unless it is set
         * @return this
         */
        public Builder saveMode(SaveMode value) {
            saveMode = Objects.requireNonNull(value, "saveMode");
            return this;
        }

        /**
         * Sets when changes are sent.
         *
         * @param value {@link FlushMode#ON_SAVE} unless it is set; the reactive repository has no other
         * @return this
         */
        public Builder flushMode(FlushMode value) {
            flushMode = Objects.requireNonNull(value, "flushMode");
            return this;
        }

        /**
         * Sets what makes the ids of sessions. An id is a secret, so it has to come from a secure random source; it is
         * a key of the store, of at most {@link dev.holdall.SessionMaps#MAX_NAME_BYTES} bytes.
         *
         * @param value random UUIDs unless it is set
         * @return this
         */
        public Builder sessionIdGenerator(SessionIdGenerator value) {
            sessionIdGenerator = Objects.requireNonNull(value, "sessionIdGenerator");
            return this;
        }

        /**
         * Sets what finds the values by which sessions are found.
         *
         * @param value unless it is set, sessions are found by their principal: the attribute with the name of the
         *     principal index, or the name in Spring Security's context
         * @return this
         */
        public Builder indexResolver(IndexResolver<Session> value) {
            indexResolver = Objects.requireNonNull(value, "indexResolver");
            return this;
        }

        /**
         * Sets the max inactive interval of new sessions.
         *
         * @param value 30 minutes unless it is set; negative for sessions that don't end
         * @return this
         */
        public Builder defaultMaxInactiveInterval(Duration value) {
            defaultMaxInactiveInterval = Objects.requireNonNull(value, "defaultMaxInactiveInterval");
            return this;
        }

        /**
         * Sets after which part of the max inactive interval an access is written, if the request changes nothing else.
         * A session that isn't used ends after its interval, and after this part more at the latest.
         *
         * @param value from 0 (each access is written) to 1; 0.1 unless it is set
         * @return this
         * @throws IllegalArgumentException if the value is out of bounds
         */
        public Builder touchPart(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("touchPart must be from 0 to 1");
            }
            touchPart = value;
            return this;
        }

        /**
         * Sets what the save of a session does that was ended meanwhile.
         *
         * @param value {@link EndedSession#FAIL} unless it is set
         * @return this
         */
        public Builder endedSession(EndedSession value) {
            endedSession = Objects.requireNonNull(value, "endedSession");
            return this;
        }

        /**
         * Sets the form in which attributes are stored.
         *
         * @param value a {@link JavaAttributeSerializer} with the context class loader of the thread that makes the
         *     options, and without patterns, unless it is set
         * @return this
         */
        public Builder serializer(AttributeSerializer value) {
            serializer = Objects.requireNonNull(value, "serializer");
            return this;
        }

        /**
         * Sets who is told of sessions that this process creates and deletes: with a
         * {@link org.springframework.session.events.SessionCreatedEvent} or a
         * {@link org.springframework.session.events.SessionDeletedEvent}. What the listeners throw reaches the caller
         * of the repository. Nobody is told of sessions that end by their TTL.
         *
         * @param value nobody unless it is set
         * @return this
         */
        public Builder eventPublisher(ApplicationEventPublisher value) {
            eventPublisher = Objects.requireNonNull(value, "eventPublisher");
            return this;
        }

        /**
         * Sets the clock, for tests.
         *
         * @param value the system's clock unless it is set
         * @return this
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public SessionRepositoryOptions build() {
            return new SessionRepositoryOptions(this);
        }
    }
}

package dev.holdall.config;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.DecoratorProvider;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;

/** Decorators that only keep a record of being opened and closed. */
final class FakeDecorators {

    private FakeDecorators() {}

    /** Keeps a record of its option too. */
    public static final class Outer implements DecoratorProvider {

        @Override
        public String name() {
            return "outer";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            int level = options.integer("level", 1, 9);
            return recording("outer " + level);
        }
    }

    /** Has no options. */
    public static final class Inner implements DecoratorProvider {

        @Override
        public String name() {
            return "inner";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            return recording("inner");
        }
    }

    /** Has the name of an option. */
    public static final class Namespace implements DecoratorProvider {

        @Override
        public String name() {
            return "namespace";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            return recording(name());
        }
    }

    /** Has the name of a backend. */
    public static final class Memory implements DecoratorProvider {

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            return recording(name());
        }
    }

    /** Has a name that can't be written without quotes. */
    public static final class Misnamed implements DecoratorProvider {

        @Override
        public String name() {
            return "Mis.named";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            return recording(name());
        }
    }

    /** Can't begin its work. */
    public static final class Failing implements DecoratorProvider {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public DecoratorFactory configure(BackendOptions options) {
            return (backend, context) -> {
                throw new BackendException(
                        BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "the decorator has no keys", null);
            };
        }
    }

    private static DecoratorFactory recording(String name) {
        return (backend, context) -> {
            FakeBackends.EVENTS.add(context.store() + ": " + name + " around " + backend);
            return new Recording(name, backend, context.store());
        };
    }

    private static final class Recording extends ForwardingBackend {

        private final String name;
        private final String store;

        Recording(String name, SessionBackend delegate, String store) {
            super(delegate);
            this.name = name;
            this.store = store;
        }

        @Override
        public void close() {
            FakeBackends.EVENTS.add(store + ": " + name + " closed");
            super.close();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

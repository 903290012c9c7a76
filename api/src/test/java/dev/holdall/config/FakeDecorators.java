package dev.holdall.config;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.DecoratorProvider;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;

/** Decorators that only record when they are opened and closed. */
final class FakeDecorators {

    private FakeDecorators() {}

    /** A decorator that also records the value of its option. */
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

    /** A decorator without options. */
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

    /** A decorator that has the name of an option. */
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

    /** A decorator that has the name of a backend. */
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

    /** A decorator whose name is not valid, because a configuration would have to quote it. */
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

    /** A decorator that fails when it is opened. */
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

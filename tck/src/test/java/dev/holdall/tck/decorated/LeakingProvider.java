package dev.holdall.tck.decorated;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.DecoratorProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The provider of the decorator {@code leaking}, whose thread runs on for a while after its store is closed. */
public final class LeakingProvider implements DecoratorProvider {

    @Override
    public String name() {
        return "leaking";
    }

    @Override
    public DecoratorFactory configure(BackendOptions options) {
        int seconds = options.integer("seconds", 1, 60);
        return (backend, context) -> {
            context.threadFactory()
                    .newThread(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds)))
                    .start();
            return backend;
        };
    }
}

package dev.holdall.redis.internal.connections;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Looks host names up as the JVM does, so that a name that moves is found again: the JVM asks the system, and caches an
 * answer for as long as {@code networkaddress.cache.ttl} says. Netty's own resolver would read the hosts file only once
 * in a JVM. A look-up may block for as long as the system's resolver does; therefore it doesn't run on the event loop,
 * which has other connections to serve.
 */
final class JvmNames extends AddressResolverGroup<InetSocketAddress> {

    private final Executor lookups;

    /**
     * Begins without look-ups.
     *
     * @param lookups runs the look-ups, which may block
     */
    JvmNames(Executor lookups) {
        this.lookups = lookups;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor).asAddressResolver();
    }

    private final class Names extends InetNameResolver {

        Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            complete(promise, () -> InetAddress.getByName(host));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            complete(promise, () -> List.of(InetAddress.getAllByName(host)));
        }
    }

    // Whatever goes wrong, a thread that can't be started included, the promise has to fail: a connection waits for it.
    private <T> void complete(Promise<T> promise, Callable<T> lookup) {
        try {
            lookups.execute(() -> {
                try {
                    promise.trySuccess(lookup.call());
                } catch (Exception e) {
                    promise.tryFailure(e);
                }
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            promise.tryFailure(e);
        }
    }
}

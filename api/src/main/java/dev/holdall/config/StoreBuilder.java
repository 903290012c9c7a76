package dev.holdall.config;

import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.Stores;
import dev.holdall.spi.BackendFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Stand-in. */
@SuppressWarnings({"javadoc", "doclint"})
public final class StoreBuilder {
    private final String name;
    private String backendName = "memory";
    private @Nullable BackendFactory factory;
    private String namespace = "";
    private @Nullable Duration defaultTtl = Duration.ofHours(1);
    private @Nullable Duration maxTtl;
    private boolean caps;
    private int maxValueBytes = 1 << 20;
    private Duration requestTimeout = Duration.ofSeconds(2);
    private Duration maxClockSkew = Duration.ofMinutes(1);
    private Duration horizon = Duration.ofDays(1);
    private @Nullable InstantSource clock;
    private Executor executor = new CompletableFuture<Void>().defaultExecutor();
    private final List<StoreObserver> observers = new ArrayList<>();

    StoreBuilder(String name) {
        this.name = name;
    }

    public StoreBuilder backend(String n, BackendFactory f) {
        backendName = n;
        factory = f;
        return this;
    }

    public StoreBuilder namespace(String v) {
        namespace = v;
        return this;
    }

    public StoreBuilder defaultTtl(Duration v) {
        defaultTtl = v;
        return this;
    }

    public StoreBuilder maxTtl(Duration v) {
        maxTtl = v;
        return this;
    }

    public StoreBuilder capsAboveMaxTtl(boolean v) {
        caps = v;
        return this;
    }

    public StoreBuilder maxValueBytes(int v) {
        maxValueBytes = v;
        return this;
    }

    public StoreBuilder requestTimeout(Duration v) {
        requestTimeout = v;
        return this;
    }

    public StoreBuilder maxClockSkew(Duration v) {
        maxClockSkew = v;
        return this;
    }

    public StoreBuilder revocationHorizon(Duration v) {
        horizon = v;
        return this;
    }

    public StoreBuilder clock(InstantSource v) {
        clock = v;
        return this;
    }

    public StoreBuilder executor(Executor v) {
        executor = v;
        return this;
    }

    public StoreBuilder observer(StoreObserver v) {
        observers.add(v);
        return this;
    }

    public SessionStore open() {
        return Stores.open(
                new StoreSettings(
                        name,
                        backendName,
                        namespace,
                        defaultTtl,
                        maxTtl,
                        caps,
                        maxValueBytes,
                        requestTimeout,
                        maxClockSkew,
                        horizon),
                Objects.requireNonNull(factory),
                clock,
                executor,
                observers);
    }
}

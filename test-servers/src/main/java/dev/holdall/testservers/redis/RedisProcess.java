package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.LogTail;
import dev.holdall.testservers.processes.Poll;
import dev.holdall.testservers.processes.ServerProcess;
import dev.holdall.testservers.processes.ServerStartException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's process, which can be started again, and the administrator's connection to it. */
final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long INTERVAL_NANOS = Duration.ofMillis(5).toNanos();

    private final RedisSettings settings;
    private final RedisFiles files;
    private final List<String> arguments;
    private final InetSocketAddress listen;
    private final RedisAdmin admin;
    private volatile @Nullable ServerProcess process;
    private @Nullable RedisException lastFailure;

    RedisProcess(
            RedisSettings settings,
            RedisFiles files,
            List<String> arguments,
            InetSocketAddress listen,
            RedisAdmin admin) {
        this.settings = settings;
        this.files = files;
        this.arguments = arguments;
        this.listen = listen;
        this.admin = admin;
    }

    /** Starts the server, and blocks until it answers. */
    void start() {
        List<String> command = new ArrayList<>();
        command.add(settings.version().program().toString());
        command.add(files.conf().toString());
        command.addAll(arguments);
        process = ServerProcess.start(command, settings.environment(), files.folder(), files.log());
        boolean ready = Poll.until(System.nanoTime() + PATIENCE.toNanos(), INTERVAL_NANOS, this::isReady);
        if (!ready) {
            throw failure("didn't answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private boolean isReady() {
        if (!isAlive()) {
            throw failure("ended while it started");
        }
        try {
            admin.commands().ping();
            return true;
        } catch (RedisException notYet) {
            lastFailure = notYet;
            return false;
        }
    }

    private ServerStartException failure(String message) {
        return new ServerStartException(files.name() + " " + message + "\n" + tail(), lastFailure);
    }

    RedisCommands<String, byte[]> admin() {
        return admin.commands();
    }

    InetSocketAddress listen() {
        return listen;
    }

    /** Returns the end of the log, under a heading with the server's name. */
    String tail() {
        return LogTail.of(files.name(), isAlive(), files.log());
    }

    Path log() {
        return files.log();
    }

    boolean isAlive() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    boolean isRunning() {
        ServerProcess current = process;
        return current != null && current.isAlive() && !current.isPaused();
    }

    ServerProcess current() {
        ServerProcess current = process;
        if (current == null) {
            throw new IllegalStateException(files.name() + " was never started");
        }
        return current;
    }

    void kill() {
        current().kill();
        admin.disconnect();
    }

    @Override
    public void close() {
        ServerProcess current = process;
        if (current != null) {
            current.close();
        }
        admin.disconnect();
    }
}

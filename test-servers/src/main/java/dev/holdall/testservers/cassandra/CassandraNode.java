package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.processes.LogTail;
import dev.holdall.testservers.processes.Poll;
import dev.holdall.testservers.processes.ServerProcess;
import dev.holdall.testservers.processes.ServerStartException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node of a {@link CassandraCluster}, which starts and closes it. Not for use by several threads. */
public final class CassandraNode {

    static final int NATIVE_PORT = 9042;

    /** Twice and a half the interval at which a node makes the writes in its commit log readable. */
    private static final Duration LOG_MARK = Duration.ofMillis(250);

    private final Runnable awaitUp;
    private final NodePlace place;
    private final NodeFiles files;
    private volatile @Nullable ServerProcess process;

    CassandraNode(Runnable awaitUp, NodePlace place, NodeFiles files) {
        this.awaitUp = awaitUp;
        this.place = place;
        this.files = files;
    }

    /**
     * Where it is.
     *
     * @return the data centre's name
     */
    public String dataCenter() {
        return place.dataCenter();
    }

    /**
     * Where clients find it.
     *
     * @return the address and port of the native protocol
     */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(place.listen(), NATIVE_PORT);
    }

    /**
     * What the node said since the cluster started.
     *
     * @return the file, which goes with the cluster
     */
    public Path log() {
        return files.log();
    }

    /**
     * The node's process.
     *
     * @return its number in the operating system; another after each restart
     */
    public long pid() {
        return process().pid();
    }

    /**
     * Whether the node's process is there.
     *
     * @return true if it runs or is paused
     */
    public boolean isAlive() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    /** Stops the node where it is: its connections stay open, and nothing answers. */
    public void pause() {
        process().pause();
    }

    /** Lets a paused node go on. */
    public void resume() {
        process().resume();
    }

    /**
     * Kills the node; its data stays as it is on the disk.
     *
     * <p>What the node acknowledged before this call is there after a restart, unless the node is paused; what it
     * acknowledges meanwhile may be lost, as in any node that doesn't wait for its disk.
     */
    public void kill() {
        ServerProcess current = process();
        if (isRunning()) {
            Poll.until(System.nanoTime() + LOG_MARK.toNanos(), () -> !current.isAlive());
        }
        current.kill();
    }

    /**
     * Starts the node again, with its data, and kills it before if it runs.
     *
     * <p>Blocks until the node answers, and until it and all nodes of the cluster that run and can be reached see each
     * other as up.
     *
     * @throws ServerStartException if that doesn't come about
     */
    public void restart() {
        kill();
        start();
        awaitUp.run();
    }

    void start() {
        process = ServerProcess.start(files.command(), files.folder(), files.log());
    }

    NodePlace place() {
        return place;
    }

    boolean isRunning() {
        ServerProcess current = process;
        return current != null && current.isAlive() && !current.isPaused();
    }

    private ServerProcess process() {
        ServerProcess current = process;
        if (current == null) {
            throw new IllegalStateException(place.name() + " was never started");
        }
        return current;
    }

    void close() {
        ServerProcess current = process;
        if (current != null) {
            current.close();
        }
    }

    /** The end of the log, under the node's name. */
    String tail() {
        return LogTail.of(place.name(), isAlive(), files.log());
    }
}

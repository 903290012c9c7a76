package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.processes.LogTail;
import dev.holdall.testservers.processes.Poll;
import dev.holdall.testservers.processes.ServerProcess;
import dev.holdall.testservers.processes.ServerStartException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node of a {@link CassandraCluster}. The cluster starts and closes it. Not thread-safe. */
public final class CassandraNode {

    static final int NATIVE_PORT = 9042;

    /**
     * How long to wait before a kill, for the commit log: 2.5 times the 100 ms after which a node marks its latest
     * writes there. Only marked writes are replayed after a kill.
     */
    private static final Duration LOG_MARK = Duration.ofMillis(250);

    private final Runnable awaitUp;
    private final NodeLocation location;
    private final NodeFiles files;
    private volatile @Nullable ServerProcess process;

    CassandraNode(Runnable awaitUp, NodeLocation location, NodeFiles files) {
        this.awaitUp = awaitUp;
        this.location = location;
        this.files = files;
    }

    /**
     * Returns the data centre of the node.
     *
     * @return the data centre's name
     */
    public String dataCenter() {
        return location.dataCenter();
    }

    /**
     * Returns the address at which clients find the node.
     *
     * @return the address and port of the native protocol
     */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(location.listen(), NATIVE_PORT);
    }

    /**
     * Returns the node's log since the cluster started.
     *
     * @return the file, which is deleted with the cluster
     */
    public Path log() {
        return files.log();
    }

    /**
     * Returns the ID of the node's process.
     *
     * @return the process ID, which changes with each restart
     */
    public long pid() {
        return process().pid();
    }

    /**
     * Whether the node's process exists.
     *
     * @return true if the process runs or is paused
     */
    public boolean isAlive() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    /** Suspends the node: its connections stay open, but it answers nothing. */
    public void pause() {
        process().pause();
    }

    /** Resumes a paused node. */
    public void resume() {
        process().resume();
    }

    /**
     * Kills the node; its data stays as it is on the disk.
     *
     * <p>Writes that the node acknowledged before this call are there after a restart, unless the node is paused.
     * Writes that it acknowledges during this call may be lost, as with every node that doesn't sync its commit log
     * before it acknowledges.
     */
    public void kill() {
        ServerProcess current = process();
        if (isRunning()) {
            Poll.until(System.nanoTime() + LOG_MARK.toNanos(), () -> !current.isAlive());
        }
        current.kill();
    }

    /**
     * Starts the node again, with its data; kills it first if it is running.
     *
     * <p>Blocks until the node answers, and until all running nodes of the cluster that can reach each other see each
     * other as up.
     *
     * @throws ServerStartException if the node ends, or that isn't so within three minutes
     */
    public void restart() {
        kill();
        start();
        awaitUp.run();
    }

    void start() {
        process = ServerProcess.start(files.command(), files.folder(), files.log());
    }

    NodeLocation location() {
        return location;
    }

    boolean isRunning() {
        ServerProcess current = process;
        return current != null && current.isAlive() && !current.isPaused();
    }

    private ServerProcess process() {
        ServerProcess current = process;
        if (current == null) {
            throw new IllegalStateException(location.name() + " was never started");
        }
        return current;
    }

    void close() {
        ServerProcess current = process;
        if (current != null) {
            current.close();
        }
    }

    /** Returns the end of the log, under a heading with the node's name. */
    String tail() {
        return LogTail.of(location.name(), isAlive(), files.log());
    }
}

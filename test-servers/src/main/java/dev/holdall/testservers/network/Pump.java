package dev.holdall.testservers.network;

import dev.holdall.testservers.processes.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies one direction of a connection: one thread reads, and another one writes the bytes when their delay has passed.
 */
final class Pump {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MAX_CHUNKS = 256;

    private final Socket from;
    private final Socket to;
    private final Connection connection;
    private final BlockingQueue<Chunk> inFlight = new LinkedBlockingQueue<>(MAX_CHUNKS);
    private final Thread reader = Threads.daemon("test-proxy-read", () -> run(this::read));
    private final Thread writer = Threads.daemon("test-proxy-write", () -> run(this::write));

    Pump(Socket from, Socket to, Connection connection) {
        this.from = from;
        this.to = to;
        this.connection = connection;
    }

    /** The connection to which this direction belongs. */
    interface Connection {

        Link link();

        /** Called when bytes of the connection were lost. */
        void lost();

        /** Called when one direction has ended without a failure. */
        void finished();

        /** Resets the connection, in both directions. */
        void reset();
    }

    /** Bytes in flight, with the moment at which they are due. An empty buffer marks the end of the stream. */
    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    void start() {
        reader.start();
        writer.start();
    }

    private void run(Step direction) {
        try {
            direction.run();
        } catch (IOException broken) {
            connection.reset();
            reader.interrupt();
            writer.interrupt();
        } catch (InterruptedException end) {
            connection.reset();
        }
    }

    private void read() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[CHUNK_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            send(Arrays.copyOf(buffer, n));
        }
        send(new byte[0]);
    }

    /** Queues bytes that the proxy has read already, to choose the link. */
    void accept(byte[] bytes) {
        if (bytes.length > 0) {
            inFlight.add(chunk(bytes));
        }
    }

    private void send(byte[] bytes) throws InterruptedException {
        inFlight.put(chunk(bytes));
    }

    private Chunk chunk(byte[] bytes) {
        return new Chunk(
                ByteBuffer.wrap(bytes), System.nanoTime() + connection.link().delayNanos());
    }

    private void write() throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        Chunk chunk = next();
        for (; chunk.bytes().hasRemaining(); chunk = next()) {
            if (arrives()) {
                out.write(chunk.bytes().array());
            }
        }
        if (arrives()) {
            to.shutdownOutput();
            connection.finished();
        }
    }

    private Chunk next() throws InterruptedException {
        Chunk chunk = inFlight.take();
        for (long wait = left(chunk); wait > 0; wait = left(chunk)) {
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return chunk;
    }

    private static long left(Chunk chunk) {
        return chunk.dueNanos() - System.nanoTime();
    }

    private boolean arrives() {
        boolean arrives = !connection.link().isBlackHole();
        if (!arrives) {
            connection.lost();
        }
        return arrives;
    }
}

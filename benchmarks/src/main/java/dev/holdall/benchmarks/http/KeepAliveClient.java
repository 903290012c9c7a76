package dev.holdall.benchmarks.http;

import dev.holdall.benchmarks.Workload;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sends requests of HTTP/1.1 over connections that stay open, with next to no cost of its own. Each call has a
 * connection to itself. Thread-safe.
 */
final class KeepAliveClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final URI base;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    /** Creates a client without connections. */
    KeepAliveClient(URI base) {
        this.base = base;
    }

    /** Reads a value, and fails if there is none. */
    void get(String key) {
        call("GET " + path(key) + " HTTP/1.1\r\nHost: h\r\n\r\n", new byte[0], 200);
    }

    /** Writes a value. */
    void set(String key) {
        byte[] value = Workload.newValue();
        call("POST " + path(key) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + value.length + "\r\n\r\n", value, 201);
    }

    private String path(String key) {
        return base.getRawPath() + "sessions/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private void call(String head, byte[] body, int expected) {
        try {
            Connection connection = idle.poll();
            if (connection == null) {
                connection = new Connection(base);
            }
            int status = connection.call(head, body);
            if (status != expected) {
                throw new IllegalStateException("the server answered " + status);
            }
            idle.add(connection);
        } catch (IOException e) {
            throw new IllegalStateException("the connection has failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        idle.forEach(Connection::close);
    }

    /** A connection, which one call at a time uses. */
    private static final class Connection {

        private final Socket socket;
        private final InputStream in;

        Connection(URI base) throws IOException {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 4_096);
        }

        int call(String head, byte[] body) throws IOException {
            byte[] request = new byte[head.length() + body.length];
            System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, request, 0, head.length());
            System.arraycopy(body, 0, request, head.length(), body.length);
            socket.getOutputStream().write(request);
            return answer();
        }

        /** Reads an answer: the status, the headers for the length of the body, and the body, which is dropped. */
        private int answer() throws IOException {
            int status = Integer.parseInt(line().substring(9, 12));
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            in.skipNBytes(length);
            return status;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server has closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

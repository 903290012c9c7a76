package dev.holdall.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection on which a test writes what it likes, and reads answers of HTTP/1.1. */
final class RawConnection implements AutoCloseable {

    /** An answer; the names of the headers are in lower case. */
    static final class Answer {

        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawConnection write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawConnection shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    /** Reads the next answer that isn't an interim one. */
    Answer read() {
        Answer answer = readOrNull(true);
        if (answer == null) {
            throw new AssertionError("the server closed the connection without an answer");
        }
        return answer;
    }

    /** Reads the answer to a HEAD request. */
    Answer readHead() {
        Answer answer = readOrNull(false);
        if (answer == null) {
            throw new AssertionError("the server closed the connection without an answer");
        }
        return answer;
    }

    /** Reads the next answer; null if the server has closed the connection. */
    @Nullable
    Answer readOrNull(boolean hasBody) {
        try {
            String statusLine = line();
            while (statusLine != null && statusLine.startsWith("HTTP/1.1 1")) {
                headers();
                statusLine = line();
            }
            return statusLine == null ? null : answer(statusLine, hasBody);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer answer(String statusLine, boolean hasBody) throws IOException {
        if (!statusLine.matches("HTTP/1\\.[01] [2-5][0-9][0-9] .*")) {
            throw new AssertionError("not an answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, String> headers = headers();
        boolean isEmpty = !hasBody || status == 204 || status == 304;
        return new Answer(status, headers, isEmpty ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length == null) {
            return in.readAllBytes();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException("the answer ends early");
        }
        return body;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.length() > 0) {
                    throw new EOFException("the answer ends within a line");
                }
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

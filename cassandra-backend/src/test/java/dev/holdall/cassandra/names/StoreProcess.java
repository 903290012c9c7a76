package dev.holdall.cassandra.names;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another JVM with a store, in which the names of hosts are those of a file. The file is read anew at each look-up, so
 * a name can move.
 */
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter calls;

    private StoreProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.calls = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    }

    /**
     * Starts the JVM, and waits until its store is open.
     *
     * @param folder a folder for its files
     * @param hosts the file of names
     * @param options the options of the backend
     */
    static StoreProcess start(Path folder, Path hosts, String options) throws IOException {
        Path configuration = Files.writeString(folder.resolve("store.conf"), options);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-Dsun.net.inetaddr.ttl=0",
                "-Dsun.net.inetaddr.negative.ttl=0",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcessMain.class.getName(),
                configuration.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        StoreProcess store = new StoreProcess(process);
        String opened = store.answer();
        if (!opened.equals("open")) {
            store.close();
            throw new IllegalStateException("the store was not opened: " + opened);
        }
        return store;
    }

    /** Lets the store set a key and read it back. Returns {@code works}, or the message of the failure. */
    String call() {
        try {
            calls.write("call\n");
            calls.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next answer, which the process marks, since its log is in the same stream. */
    private String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith(StoreProcessMain.MARK)) {
            line = answers.readLine();
        }
        return line == null ? "the process has ended" : line.substring(StoreProcessMain.MARK.length());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        calls.close();
        answers.close();
    }
}

package dev.holdall.cassandra.names;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.SessionStores;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.UUID;

/** The program that {@link StoreProcess} starts: it makes a call for each line that it reads. */
final class StoreProcessMain {

    static final String MARK = "answer: ";

    private StoreProcessMain() {}

    public static void main(String[] arguments) throws IOException {
        try (BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, UTF_8));
                SessionStore store = SessionStores.builder("sessions")
                        .config(ConfigFactory.parseFile(new File(arguments[0]))
                                .atPath("holdall.stores.sessions.cassandra"))
                        .backend("cassandra")
                        .open()) {
            answer("open");
            while (calls.readLine() != null) {
                answer(call(store));
            }
        }
    }

    private static String call(SessionStore store) {
        try {
            String key = UUID.randomUUID().toString();
            store.set(key, new byte[] {1});
            return store.get(key).isPresent() ? "works" : "reads nothing";
        } catch (SessionStoreException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void answer(String text) {
        System.out.println(MARK + text.replace('\n', ' '));
    }
}

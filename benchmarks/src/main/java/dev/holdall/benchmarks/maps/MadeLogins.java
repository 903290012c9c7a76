package dev.holdall.benchmarks.maps;

import dev.holdall.benchmarks.Workload;
import dev.holdall.logins.Begun;
import dev.holdall.logins.Logins;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Begins logins, each with attributes and a session of 1 KiB. Thread-safe. */
final class MadeLogins {

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "address", "192.0.2.17",
            "place", "Lisbon");

    private final Logins logins;
    private final String kind;
    private final AtomicLong users = new AtomicLong();

    /**
     * Makes no login yet.
     *
     * @param kind what the names of the users begin with, different ones for different instances over one store
     */
    MadeLogins(Logins logins, String kind) {
        this.logins = logins;
        this.kind = kind;
    }

    /** Begins the first login of a user who had none before, and returns its token. */
    String begin() {
        return login(newUser()).token();
    }

    /** Begins several logins of a user who had none before, and returns the user. */
    String userWith(int count) {
        String user = newUser();
        for (int i = 0; i < count; i++) {
            login(user);
        }
        return user;
    }

    /** Begins the first logins of users, and returns the tokens. */
    List<String> tokens(int count) {
        return Stream.generate(this::begin).limit(count).toList();
    }

    /** Begins as many logins for each of several users, and returns the users. */
    List<String> usersWith(int count, int users) {
        return Stream.generate(() -> userWith(count)).limit(users).toList();
    }

    private Begun login(String user) {
        return logins.begin(user, ATTRIBUTES, Workload.newValue());
    }

    private String newUser() {
        return kind + users.incrementAndGet();
    }
}

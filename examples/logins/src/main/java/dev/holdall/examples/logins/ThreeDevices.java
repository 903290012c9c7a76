package dev.holdall.examples.logins;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.logins.Begun;
import dev.holdall.logins.Current;
import dev.holdall.logins.Login;
import dev.holdall.logins.Logins;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;

/** A user with three devices. The configuration chooses the backend. */
public final class ThreeDevices {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Logins logins;
    private final PrintStream out;
    private final String user = "alice-" + UUID.randomUUID();

    private ThreeDevices(Logins logins, PrintStream out) {
        this.logins = logins;
        this.out = out;
    }

    /**
     * Opens the store {@code logins}, and shows.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (SessionStore store = SessionStores.open("logins")) {
            show(Logins.over(store), System.out);
        }
    }

    static void show(Logins logins, PrintStream out) {
        new ThreeDevices(logins, out).show();
    }

    private void show() {
        Begun phone = begin("phone", "Vienna");
        Begun laptop = begin("laptop", "Vienna");
        Begun unknown = begin("unknown", "elsewhere");
        out.println("alice has three logins; this is how the laptop sees them:");
        print(laptop);

        Current underWay = logins.check(unknown.token()).orElseThrow();
        Reach reach = logins.end(user, unknown.login().handle()).orElseThrow();
        out.println("the laptop ends the unknown one: " + reach);
        logins.save(underWay, "still here".getBytes(UTF_8));
        out.println("a request of it that was under way saves its session; the next one is " + state(unknown));
        print(laptop);

        out.println("the password is changed, and all others are ended: "
                + logins.endOthers(user, laptop.login().handle()).orElseThrow());
        out.println("the phone is " + state(phone) + ", the laptop is " + state(laptop));
        begin("phone", "Vienna");
        out.println("with the new password, the phone logs in again:");
        print(laptop);
    }

    private Begun begin(String device, String place) {
        return logins.begin(user, Map.of("device", device, "place", place), new byte[0]);
    }

    private String state(Begun begun) {
        return logins.check(begun.token()).isPresent() ? "logged in" : "logged out";
    }

    private void print(Begun viewer) {
        out.println("    device     place       begun      last seen  expires");
        for (Login login : logins.list(user, viewer.token())) {
            out.printf(
                    "    %-10s %-11s %s   %s   %s%s%n",
                    login.attributes().get("device"),
                    login.attributes().get("place"),
                    TIME.format(login.begun()),
                    TIME.format(login.lastSeen()),
                    TIME.format(login.expiry()),
                    login.current() ? "  (this one)" : "");
        }
        out.println();
    }
}

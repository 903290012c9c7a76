package dev.holdall.logins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the code that {@code docs/logins.md} shows, and checks that the document shows it. */
class LoginsExampleTest {

    private static final Pattern SHOWN = Pattern.compile("<!-- source: (.*) -->\n```\\w+\n((?s).*?)```");

    @Test
    void logins_ofAUser() {
        try (SessionStore store = SessionStores.open("logins")) {
            Logins logins = Logins.over(store);

            // When alice has given her password. The token goes into a cookie; the store doesn't have it.
            Begun phone = logins.begin("alice", Map.of("agent", "Firefox on Android"), "cart: 7".getBytes(UTF_8));
            Begun laptop = logins.begin("alice", Map.of("agent", "Firefox on Linux"), new byte[0]);
            assertThat(laptop.others()).hasSize(1); // "You have a new login", if the application says so.

            // At each request.
            Current request = logins.check(phone.token()).orElseThrow();
            logins.save(request, "cart: 8".getBytes(UTF_8));

            // On the page "where am I logged in".
            for (Login login : logins.list("alice", laptop.token())) {
                System.out.println(login.attributes().get("agent") + (login.current() ? " (this one)" : ""));
            }

            // The phone was stolen.
            logins.end("alice", phone.login().handle());
            assertThat(logins.check(phone.token())).isEmpty();

            // The password was changed.
            logins.endOthers("alice", laptop.login().handle());
            assertThat(logins.check(laptop.token())).isPresent();
        }
    }

    @Test
    void document_showsWhatIsInTheSources() throws IOException {
        Path root = Path.of("..");
        Matcher shown = SHOWN.matcher(Files.readString(root.resolve("docs/logins.md")));
        int count = 0;
        for (; shown.find(); count++) {
            assertThat(Files.readString(root.resolve(shown.group(1)))).contains(shown.group(2));
        }
        assertThat(count).isEqualTo(2);
    }
}

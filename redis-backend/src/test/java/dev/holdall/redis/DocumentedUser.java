package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user who may do no more than the document says that the library needs.
 *
 * @param rules what the user may do, as for {@code ACL SETUSER}
 */
record DocumentedUser(String name, String password, String rules) {

    private static final Path DOCUMENT = Path.of("../docs/backends/redis.md");

    /** {@code ACL SETUSER name on >password ~keys rules}. */
    private static final Pattern USER = Pattern.compile("^ACL SETUSER (\\S+) on >(\\S+) (.+)$", Pattern.MULTILINE);

    /** On one server. */
    static DocumentedUser read() {
        Matcher user = found(USER);
        return new DocumentedUser(user.group(1), user.group(2), user.group(3));
    }

    /** With the rights of a line of the table of those that some need. */
    DocumentedUser with(String where) {
        return new DocumentedUser(name, password, rules + " " + rights(where));
    }

    /** Between the first backticks of the line's second column; a bar is escaped in tables. */
    static String rights(String where) {
        Pattern line = Pattern.compile("^\\| " + Pattern.quote(where) + " \\| `([^`]+)`", Pattern.MULTILINE);
        return found(line).group(1).replace("\\|", "|");
    }

    private static Matcher found(Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(DOCUMENT));
            assertThat(matcher.find()).as("%s in %s", pattern, DOCUMENT).isTrue();
            return matcher;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options with which a store logs in. */
    String options() {
        return "username = " + name + "\npassword = \"" + password + "\"\n";
    }
}

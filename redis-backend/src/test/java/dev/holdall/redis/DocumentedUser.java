package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user who has only the rights that {@code docs/backends/redis.md} lists.
 *
 * @param rules the user's rights, in the form of {@code ACL SETUSER}
 */
record DocumentedUser(String name, String password, String rules) {

    private static final Path DOCUMENT = Path.of("../docs/backends/redis.md");

    /** The line of the document that creates the user: {@code ACL SETUSER name on >password ~keys rules}. */
    private static final Pattern USER = Pattern.compile("^ACL SETUSER (\\S+) on >(\\S+) (.+)$", Pattern.MULTILINE);

    /** Reads the user with the rights for one server. */
    static DocumentedUser read() {
        Matcher user = found(USER);
        return new DocumentedUser(user.group(1), user.group(2), user.group(3));
    }

    /** Adds the rights in one line of the document's table of rights for some features. */
    DocumentedUser with(String where) {
        return new DocumentedUser(name, password, rules + " " + rights(where));
    }

    /** Returns the text between the first backticks of the line's second column; a bar is escaped in tables. */
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

    /** Returns the options with which a store logs in. */
    String options() {
        return "username = " + name + "\npassword = \"" + password + "\"\n";
    }
}

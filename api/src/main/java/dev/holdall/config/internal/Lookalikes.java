package dev.holdall.config.internal;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import dev.holdall.config.internal.options.Nearest;
import dev.holdall.config.internal.options.Origins;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what seems to be configuration of Holdall, but has a wrong name or is in the wrong place. Nobody who has
 * written such a configuration wants stores in memory because of that.
 */
final class Lookalikes {

    private static final Set<String> BLOCKS = Set.of("stores", "defaults");

    private static final List<String> UNREAD = List.of(
            "application.yml",
            "application.yaml",
            "holdall.conf",
            "holdall.yml",
            "holdall.yaml",
            "holdall.json",
            "holdall.properties");

    /** What is read on the class path only. */
    private static final List<String> READ = List.of("application.conf", "application.json", "application.properties");

    /** A line that begins with the name of the block, as it is in HOCON, JSON, YAML or properties. */
    private static final Pattern BLOCK = Pattern.compile("(?mi)^[\\s{]*[\"']?holdall?[\"']?\\s*[.:={]");

    private static final Pattern VARIABLE = Pattern.compile("(?i)holdall?[._](stores|defaults)[._].*");

    private static final int READ_AT_MOST = 1 << 16;

    private Lookalikes() {}

    /** Returns a problem for each block at the top of a configuration that has nearly the right name. */
    static List<String> in(ConfigObject root, String name) {
        return root.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name)
                        && Nearest.to(entry.getKey(), Set.of(name)).isPresent()
                        && entry.getValue() instanceof ConfigObject block
                        && block.keySet().stream().anyMatch(BLOCKS::contains))
                .map(entry -> ConfigUtil.joinPath(entry.getKey()) + " is not read; did you mean " + name + "? ("
                        + Origins.describe(entry.getValue().origin()) + ")")
                .sorted()
                .toList();
    }

    /** Returns a problem for each file and each environment variable that isn't read. */
    static List<String> beside(ClassLoader loader) {
        return Stream.of(
                        UNREAD.stream()
                                .filter(name -> isOurs(loader.getResource(name)))
                                .map(Lookalikes::unread),
                        Stream.concat(READ.stream(), UNREAD.stream())
                                .flatMap(name -> Stream.of(new File(name), new File("config", name)))
                                .filter(Lookalikes::isOurs)
                                .map(Lookalikes::unread),
                        System.getenv().keySet().stream()
                                .filter(name -> VARIABLE.matcher(name).matches())
                                .sorted()
                                .map(name -> "the environment variable " + name + " is not read; its name has to begin"
                                        + " with CONFIG_FORCE_holdall_"))
                .flatMap(problems -> problems)
                .toList();
    }

    private static String unread(String resource) {
        return resource + " on the class path is not read, though it has a block holdall; write the block into"
                + " application.conf there";
    }

    private static String unread(File file) {
        boolean isYaml = file.getName().toLowerCase(Locale.ROOT).matches(".*[.]ya?ml");
        return file + " in the working directory is not read, though it has a block holdall; "
                + (isYaml ? "write it in HOCON, and name" : "name") + " that file with -Dconfig.file, or put it on the"
                + " class path as application.conf";
    }

    private static boolean isOurs(@Nullable URL resource) {
        if (resource == null) {
            return false;
        }
        try (InputStream content = resource.openStream()) {
            return isOurs(content);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOurs(File file) {
        if (!file.isFile()) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file.toPath())) {
            return isOurs(content);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOurs(InputStream content) throws IOException {
        return BLOCK.matcher(new String(content.readNBytes(READ_AT_MOST), StandardCharsets.UTF_8))
                .find();
    }
}

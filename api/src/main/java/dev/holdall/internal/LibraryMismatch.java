package dev.holdall.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes a {@link LinkageError}: a class, a method or a field isn't there, because a library is missing from the
 * class path, or is another version than the one that the caller was compiled with.
 */
public final class LibraryMismatch {

    /** A resource of each artifact of Holdall: the versions that it needs, by the first part of their packages. */
    private static final String NEEDED = "META-INF/dev.holdall/libraries.properties";

    /** The name of a class in a package, with dots or slashes, and perhaps with a method behind it. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z]\\w*([./][a-z_]\\w*)*[./][A-Z][\\w$]*");

    private static final Pattern JAR = Pattern.compile("([^/!]+[.]jar)!");

    private LibraryMismatch() {}

    /** Returns a clause that names the library, the version found, and the version needed, as far as they are known. */
    public static String describe(LinkageError error) {
        ClassLoader loader = loader();
        return missingClass(error)
                        .map(name -> name + " is missing or is another one (" + kind(error) + "); "
                                + found(name, loader) + needed(name, loader))
                        .orElseGet(() -> "a class can't be linked (" + kind(error) + ")")
                + "; let the build choose one version of each library that fits all the others";
    }

    private static String kind(LinkageError error) {
        return error.getClass().getName();
    }

    /** Returns the class that the message is about: the owner of the method, or else the first class that it names. */
    private static Optional<String> missingClass(LinkageError error) {
        String message = String.valueOf(error.getMessage());
        int parameters = message.indexOf('(');
        Matcher names = NAME.matcher(parameters < 0 ? message : message.substring(0, parameters));
        String found = null;
        while (names.find() && (found == null || parameters >= 0)) {
            found = names.group().replace('/', '.');
        }
        return Optional.ofNullable(found);
    }

    private static String found(String className, ClassLoader loader) {
        String path = className.replace('.', '/');
        URL url = loader.getResource(path + ".class");
        if (url == null) {
            url = loader.getResource(path.substring(0, path.lastIndexOf('/')));
        }
        if (url == null) {
            return "no artifact on the class path has its package";
        }
        Matcher jar = JAR.matcher(url.getPath());
        return "found: " + (jar.find() ? jar.group(1) : "a folder of classes");
    }

    private static String needed(String className, ClassLoader loader) {
        Properties versions = versions(loader);
        return versions.stringPropertyNames().stream()
                .filter(prefix -> className.startsWith(prefix + "."))
                .map(prefix ->
                        "; needed: " + versions.getProperty(prefix) + ", or a version that is compatible with it")
                .findFirst()
                .orElse("");
    }

    private static Properties versions(ClassLoader loader) {
        Properties versions = new Properties();
        try {
            Enumeration<URL> resources = loader.getResources(NEEDED);
            while (resources.hasMoreElements()) {
                try (InputStream content = resources.nextElement().openStream()) {
                    versions.load(content);
                }
            }
        } catch (IOException e) {
            // The message is as good as it can be without the versions.
        }
        return versions;
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = LibraryMismatch.class.getClassLoader();
        if (context != null) {
            return context;
        }
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }
}

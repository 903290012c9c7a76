package dev.holdall.tck.internal.redeployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.tck.internal.fixture.Face;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Deploys an application as an application server does, in a class loader of its own, undeploys it, and checks that
 * nothing still refers to this class loader: no thread, no timer, no thread-local. Everything but the JDK is loaded
 * again in it, this library and the client library of its backend too.
 */
public final class Redeployment {

    private static final int ROUNDS = 3;

    private Redeployment() {}

    /**
     * Deploys, uses and undeploys an application several times, and checks each time that its class loader is
     * collected.
     */
    public static void assertUnloaded(String configuration, Face face, Duration patience) {
        for (int i = 1; i <= ROUNDS; i++) {
            WeakReference<ClassLoader> undeployed = deployAndUndeploy(configuration, face, patience);
            assertThat(isCollected(undeployed, patience))
                    .as("the class loader of deployment %s is garbage-collected; threads: %s", i, threads())
                    .isTrue();
        }
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(String configuration, Face face, Duration patience) {
        try (URLClassLoader loader = new Deployed(classPath())) {
            FutureTask<Boolean> using = new FutureTask<>(() -> use(loader, configuration, face.name()));
            Thread thread = new Thread(using, "holdall-tck-deployed");
            thread.setContextClassLoader(loader);
            thread.start();
            assertThat(using.get()).isTrue();
            thread.join();
            awaitThreadsOf(loader, patience);
            return new WeakReference<>(loader);
        } catch (IOException e) {
            throw new UncheckedIOException("the class loader could not be closed", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the application failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * Waits until the threads of the application have ended, since client libraries take a moment to end theirs. A
     * thread that needs one more class after the class loader is closed prints a stack trace, as if something were
     * wrong. A thread that doesn't end is no failure here: it keeps the class loader from being collected.
     */
    private static void awaitThreadsOf(ClassLoader loader, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (hasThread(loader) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static boolean hasThread(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getContextClassLoader() == loader
                        || thread.getClass().getClassLoader() == loader);
    }

    @SuppressWarnings("unchecked")
    private static boolean use(ClassLoader loader, String configuration, String face)
            throws ReflectiveOperationException {
        Constructor<?> constructor =
                loader.loadClass(DeployedApplication.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        BiConsumer<String, String> application = (BiConsumer<String, String>) constructor.newInstance();
        assertThat(application).isNotInstanceOf(DeployedApplication.class);
        application.accept(configuration, face);
        return true;
    }

    /**
     * Whether the class loader is collected in time. It isn't at once, since client libraries take a moment to end
     * their threads.
     */
    private static boolean isCollected(WeakReference<ClassLoader> loader, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (loader.get() != null && System.nanoTime() - end < 0) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return loader.get() == null;
    }

    private static String threads() {
        return Thread.getAllStackTraces().keySet().toString();
    }

    /**
     * Returns the class path of the tests. Surefire puts it into the manifest of a jar, and into a system property of
     * its own.
     */
    private static URL[] classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .map(Redeployment::url)
                .toArray(URL[]::new);
    }

    private static URL url(String element) {
        try {
            return new File(element).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A class loader whose parent knows only the JDK. So it loads the classes of the tests' class path again, and
     * doesn't share those that are loaded already.
     */
    private static final class Deployed extends URLClassLoader {

        Deployed(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }
    }
}

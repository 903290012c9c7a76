package dev.holdall.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that the threads of Holdall inherit nothing from the thread that asks for them. */
class CleanThreadFactoryTest {

    private static final InheritableThreadLocal<String> USER = new InheritableThreadLocal<>();

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
        USER.remove();
    }

    @Test
    void threads_inheritNoThreadLocals() throws Exception {
        USER.set("alice");

        assertThat(onNewThread(() -> String.valueOf(USER.get()))).isEqualTo("null");
        assertThat(onFunctionsThread(() -> String.valueOf(USER.get()))).isEqualTo("null");
    }

    @Test
    void threads_haveTheClassLoaderOfWhatTheyRun() throws Exception {
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], before));

        assertThat(onNewThread(() -> Thread.currentThread().getContextClassLoader()))
                .isSameAs(Threads.class.getClassLoader());
        assertThat(onFunctionsThread(() -> Thread.currentThread().getContextClassLoader()))
                .isSameAs(Threads.class.getClassLoader());
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // The test checks that the priority is not inherited.
    void threads_areDaemonsOfUsualPriority_inTheRootGroup() throws Exception {
        Thread[] made = new Thread[1];
        Thread maker = new Thread(
                new ThreadGroup("application"),
                () -> made[0] = new CleanThreadFactory("test", CleanThreadFactoryTest.class).newThread(() -> {}));
        maker.setPriority(Thread.MAX_PRIORITY);
        maker.start();
        maker.join();

        assertThat(made[0].isDaemon()).isTrue();
        assertThat(made[0].getPriority()).isEqualTo(Thread.NORM_PRIORITY);
        assertThat(made[0].getThreadGroup().getParent()).isNull();
        assertThat(made[0].getName()).isEqualTo("test-1");
    }

    private static <T> T onNewThread(Supplier<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        new CleanThreadFactory("test", CleanThreadFactoryTest.class)
                .newThread(() -> result.complete(task.get()))
                .start();
        return result.get(30, TimeUnit.SECONDS);
    }

    private static <T> T onFunctionsThread(Supplier<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Threads.functions().execute(() -> result.complete(task.get()));
        return result.get(30, TimeUnit.SECONDS);
    }
}

package dev.holdall.testservers.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @Test
    void kill_whilePaused_ends(@TempDir Path folder) {
        try (ServerProcess process = start(folder, "exec sleep 100")) {
            process.pause();
            assertThat(process.isPaused()).isTrue();
            assertThat(process.isAlive()).isTrue();

            process.kill();

            assertThat(process.isAlive()).isFalse();
            assertThat(ProcessHandle.of(process.pid())).isEmpty();
        }
    }

    @Test
    void resume_letsItGoOn(@TempDir Path folder) {
        try (ServerProcess process = start(folder, "while :; do echo on; sleep 0.05; done")) {
            process.pause();
            process.resume();
            long size = process.log().toFile().length();

            await().until(() -> process.log().toFile().length() > size);
        }
    }

    @Test
    void serverWhoseWatcherCanNotBeStarted_isKilled(@TempDir Path folder) {
        AtomicLong pid = new AtomicLong();

        assertThatThrownBy(() -> ServerProcess.start(
                        List.of("sleep", "100"), Map.of(), folder, folder.resolve("log"), started -> {
                            pid.set(started);
                            throw new IllegalStateException("no watcher");
                        }))
                .hasMessage("no watcher");

        await().untilAsserted(() -> assertThat(ProcessHandle.of(pid.get())).isEmpty());
    }

    private static ServerProcess start(Path folder, String script) {
        return ServerProcess.start(List.of("sh", "-c", script), folder, folder.resolve("log"));
    }
}

package dev.holdall.redis.faults;

import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The conditions under which a server refuses writes. */
enum Refusal {
    READ_ONLY(StoreUnavailableException.class),
    TOO_FEW_REPLICAS(StoreUnavailableException.class),
    CANT_SAVE(StoreUnavailableException.class),
    OUT_OF_MEMORY(StoreOverloadedException.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Class<? extends SessionStoreException> failure;

    Refusal(Class<? extends SessionStoreException> failure) {
        this.failure = failure;
    }

    /** Returns the exception that a write fails with. */
    Class<? extends SessionStoreException> failure() {
        return failure;
    }

    void begin(RedisServer server) {
        switch (this) {
            case READ_ONLY -> server.admin().replicaof("127.0.0.1", 1);
            case TOO_FEW_REPLICAS -> server.admin().configSet("min-replicas-to-write", "1");
            case CANT_SAVE -> failToSave(server);
            case OUT_OF_MEMORY -> server.admin().configSet("maxmemory", "1");
        }
    }

    void end(RedisServer server) {
        switch (this) {
            case READ_ONLY -> server.admin().replicaofNoOne();
            case TOO_FEW_REPLICAS -> server.admin().configSet("min-replicas-to-write", "0");
            case CANT_SAVE -> server.admin().configSet("save", "");
            case OUT_OF_MEMORY -> server.admin().configSet("maxmemory", "0");
        }
    }

    /** Makes saving fail: a folder stands where the server writes its file. */
    private static void failToSave(RedisServer server) {
        if (!hasFailedToSave(server)) {
            createFolder(Path.of(config(server, "dir"), config(server, "dbfilename"), "in-the-way"));
            server.admin().bgsave();
            await().atMost(PATIENCE).until(() -> hasFailedToSave(server));
        }
        server.admin().configSet("save", "3600 1000000");
    }

    private static boolean hasFailedToSave(RedisServer server) {
        return "err".equals(server.info().get("rdb_last_bgsave_status"));
    }

    private static void createFolder(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(RedisServer server, String name) {
        return Objects.requireNonNull(server.admin().configGet(name).get(name));
    }
}

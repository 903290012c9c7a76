package dev.holdall.testservers.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server's folder, with its configuration, its data and its log.
 *
 * @param folder the folder
 */
record RedisFiles(Path folder) {

    /** Creates the folder, with a configuration that the server may rewrite. */
    static RedisFiles create(Path folder, RedisConf conf) {
        RedisFiles files = new RedisFiles(folder);
        try {
            Files.createDirectory(folder);
            Files.writeString(files.conf(), conf.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    Path conf() {
        return folder.resolve("redis.conf");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    String name() {
        return folder.getFileName().toString();
    }
}

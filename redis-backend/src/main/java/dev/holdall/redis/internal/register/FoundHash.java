package dev.holdall.redis.internal.register;

import java.nio.ByteBuffer;

/** What is parsed of a hash, while the answer of a server is read. */
interface FoundHash {

    /** Takes the server's time, in milliseconds since 1970. */
    void readAt(long millis);

    /** Adds a field. The buffer is valid during the call only. */
    void add(String name, ByteBuffer bytes);
}

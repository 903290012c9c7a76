/** A session backend in the process's own memory. */
module dev.holdall.memory {
    requires transitive dev.holdall;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports dev.holdall.memory;

    provides dev.holdall.spi.BackendProvider with
            dev.holdall.memory.MemoryBackendProvider;
}

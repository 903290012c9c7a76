/** A session backend in the process's own memory. */
module dev.holdall.memory {
    requires transitive dev.holdall;
    requires com.github.benmanes.caffeine;

    exports dev.holdall.memory;
}

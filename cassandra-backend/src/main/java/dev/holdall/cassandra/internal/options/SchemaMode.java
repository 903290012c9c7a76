package dev.holdall.cassandra.internal.options;

/** What opening the backend does with the table. */
public enum SchemaMode {
    CREATE,
    VALIDATE,
    NONE
}

package dev.holdall.cassandra.internal.options;

/** What opening the backend does with the tables. */
public enum SchemaMode {
    CREATE,
    VALIDATE,
    NONE
}

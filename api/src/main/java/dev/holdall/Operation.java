package dev.holdall;

import java.util.Locale;

/**
 * A verb of {@link SessionStore} or of its {@link SessionMaps} and {@link EntryGroups}, as failures and observations
 * name it.
 */
public enum Operation {
    /** {@link SessionStore#get}. */
    GET(false),
    /** {@link SessionStore#getEntry}. */
    GET_ENTRY(false),
    /** {@link SessionStore#set}. */
    SET(true),
    /** {@link SessionStore#update}. */
    UPDATE(true),
    /** {@link SessionStore#add}. */
    ADD(true),
    /** {@link SessionStore#compareAndSet}. */
    COMPARE_AND_SET(true),
    /** {@link SessionStore#merge}. */
    MERGE(true),
    /** {@link SessionStore#getOrCompute}. */
    GET_OR_COMPUTE(true),
    /** {@link SessionStore#changeTTL}. */
    CHANGE_TTL(true),
    /** {@link SessionStore#delete}. */
    DELETE(true),
    /** {@link SessionStore#revoke}. */
    REVOKE(true),
    /** {@link SessionStore#increment}. */
    INCREMENT(true),
    /** {@link SessionStore#getAll}. */
    GET_ALL(false),
    /** {@link SessionStore#setAll}. */
    SET_ALL(true),
    /** {@link SessionStore#deleteAll}. */
    DELETE_ALL(true),
    /** {@link SessionStore#changeTTLAll}. */
    CHANGE_TTL_ALL(true),
    /** {@link SessionStore#tryLock}. */
    TRY_LOCK(true),
    /** {@link StoreLock#release}. */
    UNLOCK(true),
    /** {@link SessionMaps#get}. */
    GET_MAP(false),
    /** {@link SessionMaps#create}. */
    CREATE_MAP(true),
    /** {@link SessionMaps#change}. */
    CHANGE_MAP(true),
    /** {@link SessionMaps#changeTTL}. */
    CHANGE_MAP_TTL(true),
    /** {@link SessionMaps#delete}. */
    DELETE_MAP(true),
    /** {@link SessionMaps#revoke}. */
    REVOKE_MAP(true),
    /** {@link EntryGroups#get}. */
    GET_GROUP(false),
    /** {@link EntryGroups#change}. */
    CHANGE_GROUP(true),
    /** {@link EntryGroups#delete}. */
    DELETE_GROUP(true),
    /** Comparing the data centres of a store, where a backend offers that. */
    COMPARE(true),
    /** Opening a store. */
    OPEN(false);

    private final boolean writes;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Operation(boolean writes) {
        this.writes = writes;
    }

    /**
     * Tells whether this operation can change what is stored.
     *
     * @return false for reads, and for opening a store
     */
    public boolean writes() {
        return writes;
    }

    /** Returns the name in lower case with hyphens, as messages and metrics show it: {@code compare-and-set}. */
    @Override
    public String toString() {
        return label;
    }
}

package dev.holdall.spi;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the maps of a store, beside its entries. {@link SessionBackend#maps()} returns it. A map and an entry of the
 * same key are independent of each other: they may live in different tables, or under different names.
 *
 * <p>The store has done the same for each argument as it does for {@link SessionBackend}. What that interface says
 * about stages, deadlines, failures and bytes holds here too. The store makes the versions of all fields, so that they
 * are the same on every backend.
 *
 * <p><b>Creations.</b> Each map belongs to the {@link MapCreation} that made it, and so does each of its fields.
 * Different creations never share a field, so that a map never has fields of two creations, whatever the order in which
 * writes arrive. The map of a key is the one of the greatest creation that is neither below a deletion nor over.
 *
 * <p><b>The lease.</b> A map has one lease: its version, and the end of the map. Without a lease there is no map,
 * whatever fields are left. No field ends physically before the lease.
 *
 * <p><b>Fields that are gone.</b> A field that was removed or has ended leaves a {@link StoredField} without a value,
 * which lives as long as the map. A read returns it, because a later put needs its version; and a change that is based
 * on a read before the removal loses to it.
 *
 * <p><b>Backends that don't compare versions</b> write the lease and the fields as registers, each with exactly the
 * version that it receives, and each in a place of its own that its creation is a part of. A read answers with the
 * lifetime that the map was last given. Fields are written with twice that lifetime, or twice the longest that this
 * process has given to a map, if that is longer, because the map may have been given it since the read. A touch reads
 * the map, and writes the lease and every field again in one batch, at their versions, because in another data centre
 * the touch may arrive before the fields. {@code docs/adr/0012-maps.md} has the reasons.
 */
public interface SessionMapBackend {

    /**
     * Reads a map.
     *
     * @param key the key
     * @param names the names of the fields to return; null for all of them
     * @param read how fresh the answer has to be
     * @param deadline the moment until which the call waits for the answer
     * @return the map, with those of the fields that it has or had; empty if there is none, or if it has expired, or
     *     was deleted or revoked
     */
    CompletionStage<Optional<StoredMap>> read(String key, @Nullable Set<String> names, Read read, Deadline deadline);

    /**
     * Writes a new map unconditionally. It takes the place of the map that the key has. On a revoked key the write has
     * no effect, and doesn't fail.
     *
     * <p>The lease is written at the version of the creation, and each field at {@link VersionSteps#afterUpdate} of it.
     *
     * @param key the key
     * @param creation the creation. A backend that compares versions raises its version above that of the map that the
     *     key has, if it isn't yet.
     * @param fields the bytes by field name
     * @param lifetime how long the map lives; {@link Lifetime#OVER} leaves the key without a map
     * @param deadline the moment until which the call waits for the answer
     * @return the creation as it was written; on a revoked key, the one that this method received
     */
    CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline);

    /**
     * Writes fields of a map, all in one request, unless the map was deleted, revoked or replaced since it was read.
     *
     * <p>A backend that compares versions does so in one atomic step: if the key has a map of {@code seen}'s creation,
     * it stores each write whose version is greater than that of the stored field, or whose field isn't stored. A
     * backend that doesn't compare versions writes the fields as a part of {@code seen}'s creation, at their versions,
     * and answers true. The lease and its end stay as they are.
     *
     * @param key the key
     * @param seen the map that the caller has read; the bytes of its fields may be those that a decorator has made of
     *     them, so a backend uses the creation, the versions and the lifetime alone
     * @param writes the fields to put, and those to remove, each name once
     * @param deadline the moment until which the call waits for the answer
     * @return false if the backend knows that the key has no such map, so that nothing was stored
     */
    CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline);

    /**
     * Gives a map a new lifetime, and loses to every concurrent write, as {@link SessionBackend#touch} does.
     *
     * @param key the key
     * @param lifetime how long the map lives from now; {@link Lifetime#OVER} ends it
     * @param deadline the moment until which the call waits for the answer
     * @return the version of the lease; empty if there was no map
     */
    CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline);

    /**
     * Deletes a map, as {@link SessionBackend#delete} deletes an entry.
     *
     * @param key the key
     * @param version the version to delete with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return how far the deletion had come when it was acknowledged, whether or not there was a map
     */
    CompletionStage<Reach> delete(String key, Version version, Deadline deadline);

    /**
     * Revokes the map of a key, as {@link SessionBackend#revoke} revokes an entry: until the horizon has passed, no map
     * is stored under the key.
     *
     * @param key the key
     * @param version the version of the tombstone: now plus the horizon
     * @param horizonMillis how long the revocation has to be remembered, in milliseconds
     * @param deadline the moment until which the call waits for the answer
     * @return how far the revocation had come when it was acknowledged
     */
    CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline);
}

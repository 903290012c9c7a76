package dev.holdall.spring.session;

import dev.holdall.Entry;
import dev.holdall.GroupChanges;
import dev.holdall.Keys;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;

/**
 * The index: for each name of an index and each value a group of the store, with an entry for each session. A session
 * knows its groups, in a field of its map, and that field decides: an entry of a session that isn't there, or that
 * names other groups, counts for nothing, and is removed by whoever finds it. Thread-safe.
 */
final class SessionIndex {

    private static final byte[] NOTHING = {};

    private final Requests requests;
    private final SessionContext context;

    SessionIndex(Requests requests, SessionContext context) {
        this.requests = requests;
        this.context = context;
    }

    /**
     * Returns the key of a group. It holds a hash instead of the value, so that it has the length and the characters of
     * a key whatever the value is.
     */
    static String group(String name, String value) {
        // The same sessions are found from servlets and from reactive code.
        String index = name.equals(ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME)
                ? FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME
                : name;
        return "index:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash(Keys.of(index, value)));
    }

    /** Hashes the chars themselves: any encoding takes all unpaired surrogates for one character. */
    private static byte[] hash(String text) {
        ByteBuffer chars = ByteBuffer.allocate(text.length() * Character.BYTES);
        chars.asCharBuffer().put(text);
        try {
            return MessageDigest.getInstance("SHA-256").digest(chars.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** Returns the groups that a session belongs into. None is for a null or an empty value. */
    Set<String> groupsOf(HoldallSession session) {
        Attributes.Resolved resolved = session.attributes()
                .resolve(() -> context.options().indexResolver().resolveIndexesFor(session));
        Set<String> groups = new TreeSet<>();
        resolved.indexes().forEach((name, value) -> {
            if (value != null && !value.isEmpty()) {
                groups.add(group(name, value));
            }
        });
        Stored stored = session.stored();
        if (resolved.incomplete() && stored != null) {
            // A process that can read the attribute has put the session into these groups.
            groups.addAll(SessionFields.groups(stored.map()));
        }
        return groups;
    }

    /**
     * Lists a session in the groups that its map names, and takes it out of the others.
     *
     * @param renew whether to give the entries that are there another TTL
     */
    CompletionStage<@Nullable Void> list(HoldallSession session, Stored stored, boolean renew) {
        Set<String> groups = SessionFields.groups(stored.map());
        Set<String> missing = new TreeSet<>(groups);
        if (!renew) {
            missing.removeAll(stored.listedIn());
        }
        Set<String> left = new TreeSet<>(stored.listedIn());
        left.removeAll(groups);
        Instant end = SessionFields.end(stored.map());
        GroupChanges put = GroupChanges.builder()
                .put(stored.id(), NOTHING, context.touches().entryTtl(end))
                .build();
        return Stages.each(missing, group -> requests.changeGroup(group, put))
                .thenCompose(done -> remove(left, stored.id()))
                .thenCompose(done -> {
                    session.stored(stored.listed(groups));
                    return Stages.done();
                });
    }

    /** Takes a session out of groups. */
    CompletionStage<@Nullable Void> remove(Set<String> groups, String id) {
        GroupChanges removal = GroupChanges.builder().remove(id).build();
        return Stages.each(groups, group -> requests.changeGroup(group, removal));
    }

    /** Returns the sessions that are there and belong into a group, by their ids. */
    CompletionStage<Map<String, SessionMap>> find(String name, String value) {
        String group = group(name, value);
        Map<String, SessionMap> found = new LinkedHashMap<>();
        return requests.group(group)
                .thenCompose(entries ->
                        Stages.each(entries.entrySet(), entry -> check(group, entry.getKey(), entry.getValue(), found)))
                .thenApply(done -> found);
    }

    private CompletionStage<@Nullable Void> check(String group, String id, Entry entry, Map<String, SessionMap> found) {
        return requests.read(id)
                .thenCompose(here -> here.isPresent() ? CompletableFuture.completedStage(here) : anywhere(id))
                .thenCompose(map -> {
                    if (map.isPresent() && SessionFields.groups(map.get()).contains(group)) {
                        found.put(id, map.get());
                        return Stages.done();
                    }
                    return clean(group, id, entry);
                });
    }

    /**
     * Asks all data centres for a session that isn't here, since its entry may have arrived before it. If they can't be
     * asked, the lookup fails: the session may be there.
     */
    private CompletionStage<Optional<SessionMap>> anywhere(String id) {
        return requests.read(id, Read.LATEST);
    }

    private CompletionStage<@Nullable Void> clean(String group, String id, Entry entry) {
        GroupChanges removal =
                GroupChanges.builder().remove(id, entry.version()).build();
        return requests.changeGroup(group, removal).thenApply(done -> null);
    }
}

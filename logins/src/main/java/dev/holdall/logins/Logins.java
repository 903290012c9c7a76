package dev.holdall.logins;

import dev.holdall.Entry;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Version;
import dev.holdall.logins.internal.LoginEntry;
import dev.holdall.logins.internal.Secrets;
import dev.holdall.logins.internal.SessionRecord;
import dev.holdall.logins.internal.UserLogins;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logins of users, over a store: each login is a session in the store, and an entry in the list of its user. A
 * login is valid only if both are there and agree, so everything that is valid is in the list, and can be ended.
 *
 * <p><b>What is ended stays ended.</b> Ending is final against requests that are under way, and against other data
 * centres: what began before {@link #endAll} is over, also where it isn't in the list yet because another data centre
 * is cut off. A login that begins afterwards works. There is a price: a login that begins in another data centre which
 * has not heard of the {@code endAll} is over, too, when that has arrived there.
 *
 * <p><b>When an end is noticed.</b> {@link #check} reads the session each time, so where the revocation of the session
 * has arrived, an end is noticed at once. Where only the list shows it, because the session wasn't known to whoever
 * ended it, it is noticed after {@code recheck} at the latest. While a data centre is cut off from the one that ended a
 * login, it notices nothing.
 *
 * <p><b>Secrets.</b> The client has a token of 256 random bits. The store has its SHA-256 hash only, as the key of the
 * session. A list has handles, from which no token can be had. No text that this library logs or throws has a token, a
 * handle, or the name of a user.
 *
 * <p>All methods block until the store has answered. They throw what {@link SessionStore} throws, and
 * {@link IllegalStateException} if what is stored can't be read. If a method that writes fails, it may be called again.
 * This class is thread-safe. It has no resources of its own: whoever has opened the store closes it.
 */
public final class Logins {

    private static final int MAX_USER_CHARS = 1_024;
    private static final int MAX_ATTRIBUTES = 16;
    private static final int MAX_ATTRIBUTE_CHARS = 1_024;

    private final SessionStore sessions;
    private final UserLists lists;
    private final LoginOptions options;
    private final InstantSource clock;
    private final Checked checked;

    private Logins(SessionStore sessions, LoginOptions options, InstantSource clock) {
        this.sessions = sessions;
        this.lists = new UserLists(sessions.groups(), options);
        this.options = options;
        this.clock = clock;
        this.checked = new Checked(options.recheck());
    }

    /**
     * Makes the logins of a store, with the options of the application's configuration ({@code holdall.logins}).
     *
     * @param store keeps the sessions and the lists; it should have a namespace of its own
     * @return the logins
     * @throws UnsupportedOperationException if the store keeps no groups ({@link dev.holdall.Traits#groups()})
     * @throws IllegalArgumentException if the options are out of bounds, or beyond those of the store
     */
    public static Logins over(SessionStore store) {
        return over(store, LoginOptions.configured());
    }

    /**
     * Makes the logins of a store.
     *
     * @param store keeps the sessions and the lists; it should have a namespace of its own
     * @param options the lifetimes and limits
     * @return the logins
     * @throws UnsupportedOperationException if the store keeps no groups ({@link dev.holdall.Traits#groups()})
     * @throws IllegalArgumentException if the lifetimes are beyond those of the store
     */
    public static Logins over(SessionStore store, LoginOptions options) {
        return over(store, options, InstantSource.system());
    }

    /**
     * Makes the logins of a store, for tests that set the time.
     *
     * @param store keeps the sessions and the lists
     * @param options the lifetimes and limits
     * @param clock the time of day
     * @return the logins
     */
    public static Logins over(SessionStore store, LoginOptions options, InstantSource clock) {
        if (options.absolute().plus(options.idle()).compareTo(store.traits().maxTtl()) > 0) {
            throw new IllegalArgumentException(
                    "holdall.logins: absolute and idle together must not be beyond max-ttl of" + " the store, "
                            + store.traits().maxTtl());
        }
        return new Logins(store, options, clock);
    }

    /**
     * Begins a login, when the user has authenticated.
     *
     * @param user the user: 1 to 1,024 characters
     * @param attributes what a list shows of the login, for example the agent, the address and the place: up to 16,
     *     whose names and values have together up to 1,024 characters
     * @param session the application's bytes
     * @return the token for the client, and the user's other logins
     * @throws TooManyLoginsException if the user has as many logins as {@code limit} allows, and {@code at-limit} is
     *     {@code refuse}
     */
    public Begun begin(String user, Map<String, String> attributes, byte[] session) {
        checkUser(user);
        checkAttributes(attributes);
        byte[] bytes = session.clone();
        Instant now = clock.instant();
        UserLogins list = lists.read(user, Read.LOCAL);
        clean(user, list);
        Map<String, LoginEntry> others = makeRoom(user, list);

        String token = Secrets.token();
        String handle = Secrets.handle();
        String sessionKey = Secrets.sessionKey(token);
        Instant absoluteEnd = now.plus(options.absolute());
        LoginEntry entry = new LoginEntry(
                sessionKey,
                "",
                now,
                now,
                absoluteEnd,
                Set.copyOf(list.markers()),
                Map.copyOf(attributes),
                new Version(0));
        // The entry first: if this process ends in between, it is left without a session, and expires. A session
        // without an entry would be valid nowhere, and in no list.
        lists.put(user, handle, entry, now);
        SessionRecord record = new SessionRecord(user, handle, absoluteEnd, bytes);
        sessions.set(sessionKey, record.encode(), Times.session(options, absoluteEnd, now));
        return new Begun(token, login(handle, entry, ""), logins(others, ""));
    }

    /** Ends what is over already, so that it leaves the list. */
    private void clean(String user, UserLogins list) {
        Map<String, LoginEntry> over = list.over();
        revoke(over.values());
        lists.remove(user, over);
    }

    /** Ends the oldest logins, or refuses the new one, if there is no room. Returns those that are left. */
    private Map<String, LoginEntry> makeRoom(String user, UserLogins list) {
        Map<String, LoginEntry> valid = new HashMap<>(list.valid());
        int tooMany = valid.size() - options.limit() + 1;
        if (tooMany <= 0) {
            return valid;
        }
        if (options.atLimit() == AtLimit.REFUSE) {
            throw new TooManyLoginsException(options.limit());
        }
        Map<String, LoginEntry> oldest =
                sorted(valid).limit(tooMany).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        revoke(oldest.values());
        lists.remove(user, oldest);
        valid.keySet().removeAll(oldest.keySet());
        return valid;
    }

    private static Stream<Map.Entry<String, LoginEntry>> sorted(Map<String, LoginEntry> entries) {
        return entries.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, LoginEntry> entry) ->
                                entry.getValue().begun())
                        .thenComparing(Map.Entry::getKey));
    }

    /**
     * Checks at a request whether a login is valid. It counts as seen: if a part of {@code idle} ({@code seen-writes})
     * has passed since the last time, this method writes that, and gives the session its idle time anew.
     *
     * <p>It costs one local read of the session, and once in {@code recheck} another one of the user's list. If the
     * list here doesn't confirm the login, all data centres are asked before it is taken for ended.
     *
     * @param token what the client has sent; any text
     * @return the login and its session; empty if there is none, or if it has ended
     */
    public Optional<Current> check(String token) {
        String sessionKey = Secrets.sessionKey(token);
        Optional<Entry> found = sessions.getEntry(sessionKey);
        if (found.isEmpty()) {
            checked.forget(sessionKey);
            return Optional.empty();
        }
        SessionRecord record = SessionRecord.decode(found.get().value());
        Instant now = clock.instant();
        Optional<LoginEntry> entry = checked.find(sessionKey, now);
        if (entry.isEmpty()) {
            entry = confirm(sessionKey, record);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            checked.add(sessionKey, entry.get(), now);
        }
        if (!now.isBefore(entry.get().absoluteEnd())) {
            return Optional.empty();
        }
        see(sessionKey, record, entry.get(), now);
        return Optional.of(new Current(sessionKey, record, found.get().version()));
    }

    /**
     * Looks a session up in the list of its user. What isn't confirmed here is looked up in all data centres, because
     * the session may have arrived here before its entry. If it isn't confirmed there either, it has ended, and its
     * session is revoked.
     */
    private Optional<LoginEntry> confirm(String sessionKey, SessionRecord record) {
        Optional<LoginEntry> here = lists.read(record.user(), Read.LOCAL).find(record.handle(), sessionKey);
        if (here.isPresent()) {
            return here;
        }
        UserLogins anywhere = lists.read(record.user(), Read.LATEST);
        Optional<LoginEntry> found = anywhere.find(record.handle(), sessionKey);
        if (found.isEmpty()) {
            sessions.revoke(sessionKey);
            LoginEntry over = anywhere.over().get(record.handle());
            if (over != null) {
                lists.remove(record.user(), Map.of(record.handle(), over));
            }
        }
        return found;
    }

    /** Writes that a login was seen, if that is due: first the entry, which has to live longer than the session. */
    private void see(String sessionKey, SessionRecord record, LoginEntry entry, Instant now) {
        if (now.isBefore(entry.lastSeen().plus(options.idle().dividedBy(options.seenWrites())))) {
            return;
        }
        LoginEntry seen = entry.seen(now);
        lists.note(record.user(), record.handle(), seen, now);
        sessions.changeTTL(sessionKey, Times.session(options, entry.absoluteEnd(), now));
        checked.replace(sessionKey, seen);
    }

    /**
     * Stores the application's bytes, if the session is as it was when it was checked. If it has ended, or if another
     * request has stored its bytes since, this method has no effect, and doesn't tell.
     *
     * @param seen what {@link #check} has returned, or the last call of this method
     * @param session the application's bytes
     * @return what to give to the next call of this method
     */
    public Current save(Current seen, byte[] session) {
        SessionRecord record = seen.record().with(session.clone());
        Version version = sessions.update(
                seen.sessionKey(),
                seen.version(),
                record.encode(),
                Times.session(options, record.absoluteEnd(), clock.instant()));
        return new Current(seen.sessionKey(), record, version);
    }

    /**
     * Gives a login another token, as it has to be at a change of privileges. The handle stays. The old token is over
     * when this method returns, and the new one isn't valid before the old one is over.
     *
     * @param token the token that the client has
     * @param renewal whether the user has authenticated again
     * @return the new token; empty if the login has ended, or if it was renamed at the same time by another request
     */
    public Optional<String> rename(String token, Renewal renewal) {
        String oldKey = Secrets.sessionKey(token);
        Optional<SessionRecord> found = sessions.getEntry(oldKey).map(entry -> SessionRecord.decode(entry.value()));
        Optional<LoginEntry> entry = found.flatMap(record -> confirm(oldKey, record));
        return entry.isPresent() ? rename(oldKey, found.orElseThrow(), entry.get(), renewal) : Optional.empty();
    }

    private Optional<String> rename(String oldKey, SessionRecord record, LoginEntry entry, Renewal renewal) {
        Instant now = clock.instant();
        Instant absoluteEnd = renewal == Renewal.KEEP_TIMES ? entry.absoluteEnd() : now.plus(options.absolute());
        String token = Secrets.token();
        String newKey = Secrets.sessionKey(token);
        LoginEntry renamed = entry.naming(newKey);
        // The session first: it is not valid before the entry names it. That is one write, so never are two valid.
        sessions.set(newKey, record.until(absoluteEnd).encode(), Times.session(options, absoluteEnd, now));
        lists.update(
                record.user(),
                record.handle(),
                renewal == Renewal.KEEP_TIMES ? renamed.seen(now) : renamed.begunAgain(now, absoluteEnd),
                now);
        checked.forget(oldKey);
        if (lists.read(record.user(), Read.LOCAL).find(record.handle(), newKey).isEmpty()) {
            sessions.revoke(newKey);
            return Optional.empty();
        }
        sessions.revoke(oldKey);
        return Optional.of(token);
    }

    /**
     * Lists the logins of a user.
     *
     * @param user the user
     * @return the logins that are valid, the oldest first
     */
    public List<Login> list(String user) {
        return list(user, "");
    }

    /**
     * Lists the logins of a user, and tells which one is the caller's.
     *
     * @param user the user
     * @param token the token of the caller
     * @return the logins that are valid, the oldest first
     */
    public List<Login> list(String user, String token) {
        checkUser(user);
        UserLogins list = lists.read(user, Read.LOCAL);
        clean(user, list);
        return logins(list.valid(), Secrets.sessionKey(token));
    }

    private List<Login> logins(Map<String, LoginEntry> entries, String currentKey) {
        Instant now = clock.instant();
        return sorted(entries)
                .map(entry -> login(entry.getKey(), entry.getValue(), currentKey))
                .filter(login -> now.isBefore(login.expiry()))
                .toList();
    }

    private Login login(String handle, LoginEntry entry, String currentKey) {
        return new Login(
                handle,
                entry.begun(),
                entry.lastSeen(),
                Times.expiry(options, entry.lastSeen(), entry.absoluteEnd()),
                entry.attributes(),
                entry.sessionKey().equals(currentKey));
    }

    /**
     * Ends one login.
     *
     * @param user the user
     * @param handle which one, as a list shows it
     * @return how far the revocation had come when it was acknowledged; empty if the user has no such login
     */
    public Optional<Reach> end(String user, String handle) {
        checkUser(user);
        LoginEntry entry =
                lists.read(user, Read.LOCAL).entries().get(Objects.requireNonNull(handle, "the handle is null"));
        if (entry == null) {
            return Optional.empty();
        }
        Reach reach = revoke(List.of(entry));
        lists.remove(user, Map.of(handle, entry));
        return Optional.of(reach);
    }

    /**
     * Ends the login of a token, when the user logs out.
     *
     * @param token what the client has sent; any text
     * @return how far the revocation had come when it was acknowledged; empty if there is no such login
     */
    public Optional<Reach> logout(String token) {
        String sessionKey = Secrets.sessionKey(token);
        Optional<Entry> found = sessions.getEntry(sessionKey);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SessionRecord record = SessionRecord.decode(found.get().value());
        Optional<Reach> reach = end(record.user(), record.handle());
        return reach.isPresent()
                ? reach
                : Optional.of(startRevoking(sessionKey)).map(Waiting::await);
    }

    /**
     * Ends all logins of a user but one, as it has to be offered when a password was changed.
     *
     * @param user the user
     * @param kept the handle of the login that stays
     * @return what {@link #endAll} returns; empty if the user has no valid login of this handle, and then none was
     *     ended
     */
    public Optional<Reach> endOthers(String user, String kept) {
        checkUser(user);
        UserLogins here = lists.read(user, Read.LOCAL);
        LoginEntry staying = here.valid().get(Objects.requireNonNull(kept, "the handle is null"));
        return staying == null ? Optional.empty() : Optional.of(endAll(user, here, Map.of(kept, staying)));
    }

    /**
     * Ends all logins of a user.
     *
     * @param user the user
     * @return {@link Reach#ALL_DCS} if all data centres were asked for logins, and have acknowledged the revocation of
     *     each; otherwise {@link Reach#LOCAL_DC}, and the other data centres end theirs when they can be reached
     */
    public Reach endAll(String user) {
        checkUser(user);
        return endAll(user, lists.read(user, Read.LOCAL), Map.of());
    }

    private Reach endAll(String user, UserLogins here, Map<String, LoginEntry> kept) {
        lists.putMarker(user, here, kept, clock.instant());

        // From here on every login without the marker is over. What follows is done so that it is noticed at once.
        Map<String, LoginEntry> ending = new HashMap<>(here.entries());
        boolean everywhere = addThoseOfOthers(user, ending);
        ending.keySet().removeAll(kept.keySet());
        Reach reach = revoke(ending.values());
        lists.remove(user, ending);
        return everywhere ? reach : Reach.LOCAL_DC;
    }

    /** Adds the logins that other data centres have. Returns false if not all of them can be asked. */
    private boolean addThoseOfOthers(String user, Map<String, LoginEntry> ending) {
        try {
            ending.putAll(lists.read(user, Read.LATEST).over());
            return true;
        } catch (SessionStoreException e) {
            // The marker is stored already, and ends what this read would have shown. The caller learns of it.
            return false;
        }
    }

    /** Revokes the sessions of entries, all at once. */
    private Reach revoke(Collection<LoginEntry> entries) {
        List<CompletableFuture<Reach>> reaches = entries.stream()
                .flatMap(entry -> Stream.of(entry.sessionKey(), entry.previousKey()))
                .filter(key -> !key.isEmpty())
                .map(this::startRevoking)
                .toList();
        Reach reach = Reach.ALL_DCS;
        for (CompletableFuture<Reach> each : reaches) {
            if (Waiting.await(each) == Reach.LOCAL_DC) {
                reach = Reach.LOCAL_DC;
            }
        }
        return reach;
    }

    private CompletableFuture<Reach> startRevoking(String sessionKey) {
        checked.forget(sessionKey);
        return sessions.async().revoke(sessionKey).toCompletableFuture();
    }

    private static void checkUser(String user) {
        if (user.isEmpty() || user.length() > MAX_USER_CHARS) {
            throw new IllegalArgumentException("a user has 1 to " + MAX_USER_CHARS + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(user)) {
            throw new IllegalArgumentException("a user must not have unpaired surrogates");
        }
    }

    private static void checkAttributes(Map<String, String> attributes) {
        int chars = attributes.entrySet().stream()
                .mapToInt(attribute ->
                        attribute.getKey().length() + attribute.getValue().length())
                .sum();
        if (attributes.size() > MAX_ATTRIBUTES || chars > MAX_ATTRIBUTE_CHARS) {
            throw new IllegalArgumentException("the attributes of a login are at most " + MAX_ATTRIBUTES
                    + ", whose names and values have together at most " + MAX_ATTRIBUTE_CHARS + " characters");
        }
    }
}

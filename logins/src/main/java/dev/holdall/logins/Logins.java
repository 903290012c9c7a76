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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
 * {@link IllegalStateException} if what is stored can't be read. This class is thread-safe. It has no resources of its
 * own: whoever has opened the store closes it.
 */
public final class Logins {

    private final SessionStore sessions;
    private final UserLists lists;
    private final Endings endings;
    private final LoginOptions options;
    private final InstantSource clock;
    private final Checked checked;

    private Logins(SessionStore sessions, LoginOptions options, InstantSource clock) {
        this.sessions = sessions;
        this.lists = new UserLists(sessions.groups(), options);
        this.checked = new Checked(options.recheck());
        this.endings = new Endings(sessions, lists, checked);
        this.options = options;
        this.clock = clock;
    }

    /**
     * Makes the logins of a store, with the options of the application's configuration ({@code holdall.logins}).
     *
     * @param store keeps the sessions and the lists; it should have a namespace of its own
     * @return the logins
     * @throws UnsupportedOperationException if the store keeps no groups ({@link dev.holdall.Traits#groups()})
     * @throws IllegalArgumentException if the lifetimes are beyond those of the store
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
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

    /** Returns the time as it is stored, in milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Begins a login, when the user has authenticated. If this fails, no login has begun.
     *
     * @param user the user: 1 to 1,024 characters
     * @param attributes what a list shows of the login, for example the agent, the address and the place: up to 16,
     *     whose names and values have together up to 1,024 characters
     * @param session the application's bytes; somewhat fewer than {@link dev.holdall.Traits#maxValueBytes()}
     * @return the token for the client, and the user's other logins
     * @throws TooManyLoginsException if the user has as many logins as {@code limit} allows, and {@code at-limit} is
     *     {@code refuse}
     */
    public Begun begin(String user, Map<String, String> attributes, byte[] session) {
        Arguments.checkUser(user);
        Arguments.checkAttributes(attributes);
        Instant now = now();
        String handle = Secrets.handle();
        Instant absoluteEnd = now.plus(options.absolute());
        byte[] bytes = Arguments.copy(session);
        byte[] record = encoded(new SessionRecord(user, handle, absoluteEnd, bytes));
        UserLogins list = lists.read(user, Read.LOCAL);
        Map<String, LoginEntry> others = valid(endings.clean(user, list));
        if (others.size() >= options.limit() && options.atLimit() == AtLimit.REFUSE) {
            throw new TooManyLoginsException(options.limit());
        }

        String token = Secrets.token();
        String sessionKey = Secrets.sessionKey(token);
        Set<String> ends = Set.copyOf(list.markers());
        LoginEntry entry = new LoginEntry(
                sessionKey, now, now, absoluteEnd, ends, Map.copyOf(attributes), new Version(0), Instant.MAX);
        // The entry first: if this process ends in between, it is left without a session, and expires. A session
        // without an entry would be valid nowhere, and in no list.
        lists.put(user, handle, entry, now);
        try {
            sessions.set(sessionKey, record, Times.session(options, absoluteEnd, now));
            endOldest(user, others);
        } catch (RuntimeException e) {
            withdraw(user, handle, e);
            throw e;
        }
        return new Begun(token, login(handle, entry, ""), logins(others, ""));
    }

    private byte[] encoded(SessionRecord record) {
        byte[] bytes = record.encode();
        int most = sessions.traits().maxValueBytes();
        if (bytes.length > most) {
            throw new IllegalArgumentException("the session of a login has " + bytes.length
                    + " bytes, those of the login included, which is more than max-value-size of the store, " + most);
        }
        return bytes;
    }

    /** Removes the entry of a login that could not begin: nobody gets its token, so nobody could use it. */
    private void withdraw(String user, String handle, RuntimeException failure) {
        try {
            lists.remove(user, handle);
        } catch (SessionStoreException e) {
            failure.addSuppressed(e);
        }
    }

    /** Ends the oldest of the other logins until there is room for the new one. */
    private void endOldest(String user, Map<String, LoginEntry> others) {
        int tooMany = others.size() - options.limit() + 1;
        if (tooMany > 0) {
            Map<String, LoginEntry> oldest = Times.oldestFirst(others)
                    .limit(tooMany)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            endings.end(user, oldest);
            others.keySet().removeAll(oldest.keySet());
        }
    }

    /** Returns the entries of the logins that are neither over nor have ended by themselves, by handle. */
    private Map<String, LoginEntry> valid(UserLogins list) {
        Map<String, LoginEntry> valid = list.valid();
        Instant now = now();
        valid.values().removeIf(entry -> hasEnded(entry, now));
        return valid;
    }

    /**
     * Tells whether a login has ended by itself. Its entry stays somewhat longer than that, and so may its session if
     * it was saved after the login was last seen.
     */
    private boolean hasEnded(LoginEntry entry, Instant now) {
        return !now.isBefore(Times.expiry(options, entry.lastSeen(), entry.absoluteEnd()))
                && !now.isBefore(entry.expiry().minus(options.idle().dividedBy(Times.ENTRY_SPARE)));
    }

    /**
     * Checks at a request whether a login is valid, as {@link #check(String, Read)} does with {@link Read#LOCAL}.
     *
     * @param token what the client has sent; any text
     * @return the login and its session; empty if there is none, or if it has ended
     */
    public Optional<Current> check(String token) {
        return check(token, Read.LOCAL);
    }

    /**
     * Checks at a request whether a login is valid. It counts as seen: if a part of {@code idle} ({@code seen-writes})
     * has passed since the last time, this method writes that, and gives the session its idle time anew. If that write
     * fails, the next check tries again.
     *
     * <p>It costs one read of the session, and once in {@code recheck} another one of the user's list. If the list here
     * doesn't confirm the login, all data centres are asked before it is taken for ended.
     *
     * @param token what the client has sent; any text
     * @param read how fresh the answer has to be: {@link Read#LATEST} where the login may have begun in another data
     *     centre a moment ago, for example after a redirect
     * @return the login and its session; empty if there is none, or if it has ended
     */
    public Optional<Current> check(String token, Read read) {
        String sessionKey = Secrets.sessionKey(Arguments.checkToken(token));
        Optional<Entry> found = sessions.getEntry(sessionKey, read);
        if (found.isEmpty()) {
            checked.forget(sessionKey);
            return Optional.empty();
        }
        SessionRecord record = SessionRecord.decode(found.get().value());
        Instant now = now();
        Optional<LoginEntry> entry = read == Read.LATEST ? Optional.empty() : checked.find(sessionKey, now);
        if (entry.isEmpty()) {
            entry = confirm(sessionKey, record, read);
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

    /** Returns the entry of a session, if its login is valid: then a list shows it. */
    private Optional<LoginEntry> confirm(String sessionKey, SessionRecord record, Read read) {
        Instant now = now();
        return findEntry(sessionKey, record, read).filter(entry -> !hasEnded(entry, now));
    }

    /**
     * Looks a session up in the list of its user. What isn't confirmed here is looked up in all data centres, because
     * the session may have arrived here before its entry. If it isn't confirmed there either, it has ended.
     */
    private Optional<LoginEntry> findEntry(String sessionKey, SessionRecord record, Read read) {
        Optional<LoginEntry> here = lists.read(record.user(), read).find(record.handle(), sessionKey);
        if (here.isPresent() || read == Read.LATEST) {
            return here;
        }
        UserLogins anywhere = lists.read(record.user(), Read.LATEST);
        Optional<LoginEntry> found = anywhere.find(record.handle(), sessionKey);
        if (found.isEmpty()) {
            endings.cleanUp(record, sessionKey, anywhere);
        }
        return found;
    }

    /** Writes that a login was seen, if that is due: first the entry, which has to live longer than the session. */
    private void see(String sessionKey, SessionRecord record, LoginEntry entry, Instant now) {
        Instant due = entry.lastSeen().plus(options.idle().dividedBy(options.seenWrites()));
        if (now.isBefore(due) && !entry.lastSeen().isAfter(now)) {
            return;
        }
        LoginEntry seen = entry.seen(now);
        try {
            lists.note(record.user(), record.handle(), seen, now);
            sessions.changeTTL(sessionKey, Times.session(options, entry.absoluteEnd(), now));
            checked.replace(sessionKey, seen);
        } catch (SessionStoreException e) {
            // The login is valid, whether or not this could be written. The store's observers know of the failure.
            checked.forget(sessionKey);
        }
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
        SessionRecord record = seen.record().with(Arguments.copy(session));
        Version version = sessions.update(
                seen.sessionKey(),
                seen.version(),
                encoded(record),
                Times.session(options, record.absoluteEnd(), now()));
        return new Current(seen.sessionKey(), record, version);
    }

    /**
     * Gives a login another token, as it has to be at a change of privileges. The handle stays. One write of the user's
     * list decides which token is valid, so never are two. Where another process has checked the old token a moment
     * ago, it accepts it until the revocation of the old session has arrived, or for {@code recheck}.
     *
     * <p>What {@link #check} has returned for the old token can't be saved any more; {@link Renamed#current()} can. A
     * save of another request that is under way is lost. If this method fails, the login may have either token: the
     * user has to authenticate again if the old one is over. If this data centre doesn't have the session, all data
     * centres are asked.
     *
     * @param token the token that the client has
     * @param renewal whether the user has authenticated again
     * @return the new token; empty if the login has ended, or if it was renamed at the same time by another request
     */
    public Optional<Renamed> rename(String token, Renewal renewal) {
        String oldKey = Secrets.sessionKey(Arguments.checkToken(token));
        Objects.requireNonNull(renewal, "the renewal is null");
        Optional<SessionRecord> found = findSession(oldKey);
        Optional<LoginEntry> entry = found.flatMap(record -> confirm(oldKey, record, Read.LOCAL));
        return entry.isPresent() ? rename(oldKey, found.orElseThrow(), entry.get(), renewal) : Optional.empty();
    }

    private Optional<Renamed> rename(String oldKey, SessionRecord found, LoginEntry entry, Renewal renewal) {
        Instant now = now();
        Instant absoluteEnd = renewal == Renewal.KEEP_TIMES ? entry.absoluteEnd() : now.plus(options.absolute());
        String token = Secrets.token();
        String newKey = Secrets.sessionKey(token);
        SessionRecord record = found.until(absoluteEnd);
        LoginEntry renamed = entry.naming(newKey);
        // The session first: it is not valid before the entry names it.
        Version version = sessions.set(newKey, record.encode(), Times.session(options, absoluteEnd, now));
        lists.update(
                record.user(),
                record.handle(),
                renewal == Renewal.KEEP_TIMES ? renamed.seen(now) : renamed.begunAgain(now, absoluteEnd),
                now);
        checked.forget(oldKey);
        if (confirm(newKey, record, Read.LOCAL).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Renamed(token, new Current(newKey, record, version), endings.revokeRenamed(oldKey)));
    }

    /**
     * Lists the logins of a user.
     *
     * @param user the user
     * @return the logins that are valid, the oldest first
     */
    public List<Login> list(String user) {
        return list(user, Optional.empty());
    }

    /**
     * Lists the logins of a user, and tells which one is the caller's.
     *
     * @param user the user
     * @param token the token of the caller
     * @return the logins that are valid, the oldest first
     */
    public List<Login> list(String user, String token) {
        return list(user, Optional.of(Secrets.sessionKey(Arguments.checkToken(token))));
    }

    private List<Login> list(String user, Optional<String> currentKey) {
        Arguments.checkUser(user);
        return logins(valid(endings.clean(user, lists.read(user, Read.LOCAL))), currentKey.orElse(""));
    }

    private List<Login> logins(Map<String, LoginEntry> entries, String currentKey) {
        return Times.oldestFirst(entries)
                .map(entry -> login(entry.getKey(), entry.getValue(), currentKey))
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
     * Ends one login. If this data centre doesn't have it, all data centres are asked.
     *
     * @param user the user
     * @param handle which one, as a list shows it
     * @return how far the revocation had come when it was acknowledged; empty if the user has no such login
     */
    public Optional<Reach> end(String user, String handle) {
        Arguments.checkUser(user);
        return find(user, Objects.requireNonNull(handle, "the handle is null"))
                .map(entry -> endings.end(user, Map.of(handle, entry)));
    }

    private Optional<LoginEntry> find(String user, String handle) {
        LoginEntry here = lists.read(user, Read.LOCAL).entries().get(handle);
        return here == null
                ? Optional.ofNullable(lists.read(user, Read.LATEST).entries().get(handle))
                : Optional.of(here);
    }

    /**
     * Ends the login of a token, when the user logs out. If this data centre doesn't have its session, all data centres
     * are asked.
     *
     * @param token what the client has sent; any text
     * @return how far the revocation had come when it was acknowledged; empty if there is no such login
     */
    public Optional<Reach> logout(String token) {
        String sessionKey = Secrets.sessionKey(Arguments.checkToken(token));
        checked.forget(sessionKey);
        return findSession(sessionKey).map(record -> {
            Reach reach = sessions.revoke(sessionKey);
            // The login may have another session by now, which ends with it.
            Optional<Reach> ended = end(record.user(), record.handle());
            return ended.orElse(reach) == Reach.LOCAL_DC ? Reach.LOCAL_DC : reach;
        });
    }

    /** Reads a session. It may have begun in another data centre a moment ago, and have yet to arrive here. */
    private Optional<SessionRecord> findSession(String sessionKey) {
        return sessions.getEntry(sessionKey)
                .or(() -> sessions.getEntry(sessionKey, Read.LATEST))
                .map(entry -> SessionRecord.decode(entry.value()));
    }

    /**
     * Ends all logins of a user but one, as it has to be offered when a password was changed. Of two such calls at once
     * that keep different logins, each ends the one that the other keeps.
     *
     * @param user the user
     * @param kept the handle of the login that stays
     * @return what {@link #endAll} returns; empty if the user has no valid login of this handle, and then none was
     *     ended
     */
    public Optional<Reach> endOthers(String user, String kept) {
        Arguments.checkUser(user);
        Objects.requireNonNull(kept, "the handle is null");
        UserLogins list = lists.read(user, Read.LOCAL);
        if (!valid(list).containsKey(kept)) {
            list = lists.read(user, Read.LATEST);
        }
        return valid(list).containsKey(kept) ? Optional.of(endAll(user, list, kept)) : Optional.empty();
    }

    /**
     * Ends all logins of a user.
     *
     * @param user the user
     * @return {@link Reach#ALL_DCS} if all data centres were asked for logins, and have acknowledged the revocation of
     *     each; otherwise {@link Reach#LOCAL_DC}, and the other data centres end theirs when they can be reached
     */
    public Reach endAll(String user) {
        Arguments.checkUser(user);
        return endAll(user, lists.read(user, Read.LOCAL), UserLogins.KEEPS_NONE);
    }

    private Reach endAll(String user, UserLogins here, String kept) {
        lists.putMarker(user, here, kept);
        // Every other login that doesn't know the marker is over from here on. What follows makes it noticed at once.
        Map<String, LoginEntry> ending = new HashMap<>(here.entries());
        boolean everywhere = addThoseOfOthers(user, ending);
        ending.remove(kept);
        Reach reach = endings.end(user, ending);
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
}

package dev.holdall.logins;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.logins.internal.LoginEntry;
import dev.holdall.logins.internal.SessionRecord;
import dev.holdall.logins.internal.UserLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Ends logins: revokes their sessions first, and then removes their entries from the list. Thread-safe. */
final class Endings {

    /** How many sessions are revoked at the same time, so that other users' logouts find room beside them. */
    private static final int MOST_AT_ONCE = 32;

    private final SessionStore sessions;
    private final UserLists lists;
    private final Checked checked;

    Endings(SessionStore sessions, UserLists lists, Checked checked) {
        this.sessions = sessions;
        this.lists = lists;
        this.checked = checked;
    }

    /** Ends logins, by handle. Returns the least reach of the revocations. */
    Reach end(String user, Map<String, LoginEntry> entries) {
        Reach reach = Reach.ALL_DCS;
        List<LoginEntry> all = new ArrayList<>(entries.values());
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            List<CompletableFuture<Reach>> revocations =
                    all.subList(from, Math.min(from + MOST_AT_ONCE, all.size())).stream()
                            .map(entry -> start(entry.sessionKey()))
                            .toList();
            for (CompletableFuture<Reach> revocation : revocations) {
                if (Waiting.await(revocation) == Reach.LOCAL_DC) {
                    reach = Reach.LOCAL_DC;
                }
            }
        }
        lists.remove(user, entries);
        return reach;
    }

    private CompletableFuture<Reach> start(String sessionKey) {
        checked.forget(sessionKey);
        return sessions.async().revoke(sessionKey).toCompletableFuture();
    }

    /**
     * Ends what is over already, so that it leaves the list, and returns the list. A list that lags behind may have an
     * older marker than a login that knows a newer one. So all data centres have to agree that it is over; if they
     * can't be asked, it is left to a later call.
     */
    UserLogins clean(String user, UserLogins list) {
        if (!list.over().isEmpty()) {
            try {
                Map<String, LoginEntry> over = lists.read(user, Read.LATEST).over();
                over.keySet().retainAll(list.over().keySet());
                end(user, over);
            } catch (SessionStoreException e) {
                // What is over isn't valid, cleaned or not. The store's observers know of the failure.
                return list;
            }
        }
        return list;
    }

    /** Revokes the session of a login that has ended, and removes its entry if that is over. */
    void cleanUp(SessionRecord record, String sessionKey, UserLogins list) {
        try {
            sessions.revoke(sessionKey);
            LoginEntry over = list.over().get(record.handle());
            if (over != null) {
                lists.remove(record.user(), Map.of(record.handle(), over));
            }
        } catch (SessionStoreException e) {
            // The login has ended, cleaned or not, and the next check tries again.
            checked.forget(sessionKey);
        }
    }

    /** Revokes the session that a renamed login had before. The list doesn't name it any more. */
    Reach revokeRenamed(String sessionKey) {
        try {
            return sessions.revoke(sessionKey);
        } catch (SessionStoreException e) {
            // The new token must not be lost. The old one is over where the list has arrived.
            return Reach.LOCAL_DC;
        }
    }
}

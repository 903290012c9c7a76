package dev.holdall.redis.faults;

import dev.holdall.SessionStore;
import java.util.List;

/** The verbs that remove an entry. */
enum Logout {
    DELETE,
    DELETE_ALL,
    REVOKE;

    void on(SessionStore store, String key) {
        switch (this) {
            case DELETE -> store.delete(key);
            case DELETE_ALL -> store.deleteAll(List.of(key));
            case REVOKE -> store.revoke(key);
        }
    }
}

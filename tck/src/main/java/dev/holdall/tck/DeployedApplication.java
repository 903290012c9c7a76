package dev.holdall.tck;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.util.function.BiConsumer;

/**
 * An application that opens a store as a configuration says, calls every verb on the face of a name, and closes the store.
 * {@link Redeployment} loads it anew, with all that it uses, so that it is given types of the JDK alone.
 */
final class DeployedApplication implements BiConsumer<String, String> {

    @Override
    public void accept(String configuration, String face) {
        try (Evidence evidence = new Evidence();
                SessionStore store = SessionStores.open("sessions", ConfigFactory.parseString(configuration))) {
            SessionStore onFace = Face.valueOf(face).of(store, evidence);
            for (Verb verb : Verb.values()) {
                verb.call(onFace, Evidence.KEY_MARK + verb);
            }
        }
    }
}

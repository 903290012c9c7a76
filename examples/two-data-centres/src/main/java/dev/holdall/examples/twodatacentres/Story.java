package dev.holdall.examples.twodatacentres;

import dev.holdall.Entry;
import dev.holdall.Keys;
import dev.holdall.Reach;
import dev.holdall.Read;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Two logouts: one that reaches both data centres at once, and one while the link between them is cut. */
final class Story {

    private static final Duration ONE_WAY = Duration.ofMillis(40);
    private static final int WARM_UP_CALLS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataCentre here;
    private final DataCentre there;
    private final Servers servers;
    private final Narrator narrator;

    /**
     * Creates the story, without running it.
     *
     * @param here the data centre where users log in and out
     * @param there the data centre where requests save old copies of the sessions
     * @param servers the servers of the two, with the link between them
     */
    Story(DataCentre here, DataCentre there, Servers servers, Narrator narrator) {
        this.here = here;
        this.there = there;
        this.servers = servers;
        this.narrator = narrator;
    }

    /**
     * Runs the story and prints it. Blocks.
     *
     * @throws BrokenPromiseException if something isn't as the story says
     */
    void run() {
        warmUp();
        servers.delay(ONE_WAY);
        logoutThatEverybodyHears();
        logoutDuringACut();
    }

    /** Makes each call a hundred times, so that the printed times aren't those of code that runs for the first time. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            String key = Keys.of("warm-up", Integer.toString(i));
            for (DataCentre each : new DataCentre[] {here, there}) {
                each.sessions().set(key, new byte[0]);
                each.sessions().getEntry(key);
                each.sessions().revoke(key);
            }
        }
    }

    private void logoutThatEverybodyHears() {
        narrator.chapter("A session in both data centres, " + ONE_WAY.toMillis() + " ms apart");
        String key = login("user=alice");
        Entry stale = readThere(key, "user=alice");

        Reach reach = narrator.call(here, "alice logs out; revoke waits for both", () -> revoke(key));
        narrator.check(reach == Reach.ALL_DCS, "the logout reached " + reach + ", not both data centres");
        isGone(there, key, "it is gone here too");

        saveThere(key, stale, "a request that had read it saves its old copy, too late");
        isGoneForGood(key, "after that save");
    }

    private void logoutDuringACut() {
        narrator.chapter("A logout while the data centres can't talk");
        String key = login("user=bob");
        Entry stale = readThere(key, "user=bob");

        servers.cut();
        narrator.event("the link is cut");
        Optional<byte[]> found =
                narrator.call(here, "requests go on", () -> here.sessions().get(key));
        narrator.check(found.isPresent(), "a session is lost in " + here.name());

        Reach reach = narrator.call(here, "bob logs out: LOCAL_DC, no answer from " + there.name(), () -> revoke(key));
        narrator.check(reach == Reach.LOCAL_DC, "the logout reached " + reach + " over a link that is cut");
        isGone(here, key, "it is gone here");

        Optional<byte[]> stillThere = narrator.call(
                there,
                "the session is still here: the logout can't cross the cut link",
                () -> there.sessions().get(key));
        narrator.check(stillThere.isPresent(), "the logout crossed a link that is cut");
        saveThere(key, stale, "so a request saves its old copy");

        servers.heal();
        narrator.event("the link is healed");
        narrator.await(there, "the logout has arrived, and that save has lost", PATIENCE, () -> !isThere(there, key));
        isGoneForGood(key, "after the writes of both");
    }

    private String login(String session) {
        String key = Keys.of("session", UUID.randomUUID().toString());
        narrator.call(
                here,
                session.replace("user=", "") + " logs in: set " + key,
                () -> here.sessions().set(key, session.getBytes(StandardCharsets.UTF_8)));
        return key;
    }

    /**
     * Reads a session in the other data centre. A plain read asks only the servers there, so this first waits until the
     * login has arrived.
     */
    private Entry readThere(String key, String session) {
        narrator.await(there, "it has arrived", PATIENCE, () -> isThere(there, key));
        Entry entry = narrator.call(
                there,
                "a request reads it here: " + session,
                () -> there.sessions().getEntry(key).orElseThrow());
        String read = new String(entry.value(), StandardCharsets.UTF_8);
        narrator.check(read.equals(session), there.name() + " reads " + read + " where " + session + " was stored");
        return entry;
    }

    private Reach revoke(String key) {
        return here.sessions().revoke(key);
    }

    private void saveThere(String key, Entry seen, String what) {
        byte[] value =
                (new String(seen.value(), StandardCharsets.UTF_8) + ", page=/home").getBytes(StandardCharsets.UTF_8);
        narrator.call(there, what, () -> {
            there.sessions().update(key, seen.version(), value);
            return value;
        });
    }

    private void isGone(DataCentre where, String key, String what) {
        Optional<byte[]> found =
                narrator.call(where, what, () -> where.sessions().get(key));
        narrator.check(found.isEmpty(), "the session is still there, in " + where.name());
    }

    /**
     * Checks in both data centres that the session is gone, with reads that reflect every write acknowledged in either
     * one.
     */
    private void isGoneForGood(String key, String when) {
        for (DataCentre where : new DataCentre[] {here, there}) {
            narrator.await(where, "it stays gone, " + when, PATIENCE, () -> {
                Optional<byte[]> found = where.sessions().get(key, Read.LATEST);
                narrator.check(found.isEmpty(), "THE SESSION IS BACK, in " + where.name());
                return true;
            });
        }
    }

    private static boolean isThere(DataCentre where, String key) {
        return where.sessions().get(key).isPresent();
    }
}

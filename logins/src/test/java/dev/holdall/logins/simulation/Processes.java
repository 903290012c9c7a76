package dev.holdall.logins.simulation;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * Two processes in each of two data centres. They stay open from one simulation to the next, because opening a store
 * reads the configuration, which takes longer than a simulation.
 */
final class Processes implements AutoCloseable {

    private final World world = new World(new Random());
    private final List<Member> all =
            List.of(new Member(0, true), new Member(1, true), new Member(0, false), new Member(1, false));

    World world() {
        return world;
    }

    List<Member> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(process -> process.store.close());
    }

    /** A process with a store, whose clock may be wrong. */
    final class Member {

        private final int dataCentre;
        private final boolean isFirst;
        private final SessionStore store;
        private Duration skew = Duration.ZERO;

        private Member(int dataCentre, boolean isFirst) {
            this.dataCentre = dataCentre;
            this.isFirst = isFirst;
            this.store = SessionStores.builder("dc" + dataCentre)
                    .backend("simulated", context -> new SimulatedBackend(world, dataCentre))
                    .clock(clock())
                    .open();
        }

        int dataCentre() {
            return dataCentre;
        }

        /** Tells whether it is the first process of its data centre. */
        boolean isFirst() {
            return isFirst;
        }

        SessionStore store() {
            return store;
        }

        InstantSource clock() {
            return () -> Instant.ofEpochMilli(world.nowMillis()).plus(skew);
        }

        void skew(Duration value) {
            skew = value;
        }
    }
}

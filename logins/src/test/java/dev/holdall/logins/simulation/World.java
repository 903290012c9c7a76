package dev.holdall.logins.simulation;

import dev.holdall.logins.simulation.Replica.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two data centres and what is under way between them. Messages arrive late, in any order, and some of them twice;
 * while the link is cut none arrives.
 */
final class World {

    private Random random;
    private final List<Replica> replicas = List.of(new Replica(), new Replica());
    private final List<Message> underWay = new ArrayList<>();
    private boolean cut;
    private long nowMillis = 1_800_000_000_000L;

    private record Message(int to, Map<Address, Cell> batch) {}

    World(Random random) {
        this.random = random;
    }

    /** Begins anew, with nothing written and nothing under way, days later, so that no clock goes back. */
    void beginAnew(Random value) {
        random = value;
        replicas.forEach(Replica::clear);
        underWay.clear();
        cut = false;
        pass(Duration.ofDays(2).toMillis());
    }

    long nowMillis() {
        return nowMillis;
    }

    void pass(long millis) {
        nowMillis += millis;
    }

    boolean isCut() {
        return cut;
    }

    void cut(boolean value) {
        cut = value;
    }

    Replica replica(int dataCentre) {
        return replicas.get(dataCentre);
    }

    /** Writes in one data centre. The other one gets it soon, or later. */
    void write(int dataCentre, Map<Address, Cell> batch) {
        replicas.get(dataCentre).apply(batch);
        underWay.add(new Message(1 - dataCentre, batch));
        if (random.nextInt(8) == 0) {
            underWay.add(new Message(1 - dataCentre, batch));
        }
        if (!cut && random.nextInt(5) > 0) {
            deliver(underWay.size() - 1);
        }
    }

    /** Writes in both data centres at once. Returns false if the other one can't be reached, and gets it later. */
    boolean writeEverywhere(int dataCentre, Map<Address, Cell> batch) {
        replicas.get(dataCentre).apply(batch);
        if (cut) {
            underWay.add(new Message(1 - dataCentre, batch));
        } else {
            replicas.get(1 - dataCentre).apply(batch);
        }
        return !cut;
    }

    /** Lets any one of the messages arrive. */
    void deliverSome() {
        if (!cut && !underWay.isEmpty()) {
            deliver(random.nextInt(underWay.size()));
        }
    }

    private void deliver(int index) {
        Message message = underWay.remove(index);
        replicas.get(message.to()).apply(message.batch());
    }

    /** Heals the link, and lets all messages arrive. */
    void settle() {
        cut = false;
        while (!underWay.isEmpty()) {
            deliver(random.nextInt(underWay.size()));
        }
    }
}

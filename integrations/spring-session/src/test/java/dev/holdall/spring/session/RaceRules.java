package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests on one session at once, at two processes. The schedule comes from a seed, which a failure shows; the threads
 * begin each round together.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class RaceRules extends Stores {

    private static final int THREADS = 4;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService requests = Executors.newFixedThreadPool(THREADS);

    /** Returns how many rounds a race has. */
    abstract int rounds();

    @AfterAll
    void stop() {
        requests.shutdownNow();
    }

    private HoldallSessionRepository process(int request) {
        return request % 2 == 0 ? repository() : otherRepository();
    }

    /** Runs requests at once, and waits for all. */
    private <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Future<T>> answers = new ArrayList<>();
        for (Callable<T> call : calls) {
            answers.add(requests.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> answer : answers) {
            results.add(answer.get());
        }
        return results;
    }

    /** Reads a session and saves it several times, each time with another attribute; returns those that were saved. */
    private Set<String> request(int number, String id, int saves) {
        HoldallSessionRepository process = process(number);
        Set<String> saved = new TreeSet<>();
        HoldallSession session = process.findById(id);
        for (int i = 0; i < saves && session != null; i++) {
            String name = "attribute-" + number + "-" + i;
            session.setAttribute(name, name);
            try {
                process.save(session);
            } catch (IllegalStateException ended) {
                return saved;
            }
            saved.add(name);
        }
        return saved;
    }

    @Test
    void noAttributeIsLost() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String id = saved(repository()).getId();
            List<Callable<Set<String>>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                int saves = 1 + random.nextInt(4);
                calls.add(() -> request(number, id, saves));
            }
            Set<String> saved = new TreeSet<>(Set.of("user"));
            atOnce(calls).forEach(saved::addAll);
            assertThat(found(repository(), id).getAttributeNames())
                    .as("round %d with the seed %d", round, seed)
                    .isEqualTo(saved);
        }
    }

    @Test
    void noSessionComesBack_afterItWasDeleted() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String id = saved(repository()).getId();
            List<Callable<Set<String>>> calls = new ArrayList<>();
            int ending = random.nextInt(THREADS);
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                int saves = 1 + random.nextInt(4);
                calls.add(() -> {
                    Set<String> saved = request(number, id, saves);
                    if (number == ending) {
                        process(number).deleteById(id);
                    }
                    return saved;
                });
            }
            atOnce(calls);
            assertThat(isThere(id)).as("round %d with the seed %d", round, seed).isFalse();
        }
    }

    /** Changes the id of a session; returns the new id, whether or not there is a session now. */
    private String rename(int number, String id) {
        HoldallSessionRepository process = process(number);
        HoldallSession session = process.findById(id);
        if (session == null) {
            return id;
        }
        session.changeSessionId();
        try {
            process.save(session);
        } catch (IllegalStateException ended) {
            // Another request was faster.
        }
        return session.getId();
    }

    @Test
    void ofRequestsThatChangeTheId_oneDoes() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String id = saved(repository()).getId();
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                calls.add(() -> rename(number, id));
            }
            List<String> ids = new ArrayList<>(atOnce(calls));
            ids.add(id);
            assertThat(new TreeSet<>(ids).stream().filter(this::isThere))
                    .as("round %d with the seed %d", round, seed)
                    .hasSize(1)
                    .doesNotContain(id);
        }
    }

    @Test
    void noSessionIsLeft_ifItIsDeletedWhileItsIdChanges() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String id = saved(repository()).getId();
            List<Callable<String>> calls = new ArrayList<>();
            int ending = random.nextInt(THREADS);
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                calls.add(
                        number == ending
                                ? () -> {
                                    process(number).deleteById(id);
                                    return id;
                                }
                                : () -> rename(number, id));
            }
            List<String> ids = atOnce(calls);
            assertThat(ids.stream().filter(this::isThere))
                    .as("round %d with the seed %d", round, seed)
                    .isEmpty();
        }
    }
}

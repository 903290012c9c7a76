package dev.holdall.examples.quickstart;

import dev.holdall.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the mix of calls of a real session store, as fast as the threads can. */
final class LoadReplay {

    private final LiveSessions loggedIn;
    private final LiveSessions anonymous;

    LoadReplay(SessionStore sessions, SessionStore anonymous) {
        this.loggedIn = new LiveSessions(sessions);
        this.anonymous = new LiveSessions(anonymous);
    }

    Report run(int threads, Duration duration) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        loggedIn.fill(random);
        anonymous.fill(random);
        List<Client> clients = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        long end = System.nanoTime() + duration.toNanos();
        for (int i = 0; i < threads; i++) {
            Client client = new Client(loggedIn, anonymous, random.split(), end);
            clients.add(client);
            running.add(new Thread(client, "client-" + i));
        }
        running.forEach(Thread::start);
        running.forEach(LoadReplay::join);
        Tally sum = new Tally();
        clients.forEach(client -> sum.add(client.tally()));
        return new Report(
                sum,
                threads,
                duration,
                loggedIn.countRevoked() + anonymous.countRevoked(),
                loggedIn.countResurrected() + anonymous.countResurrected());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the load was running", e);
        }
    }
}

package dev.holdall.benchmarks.maps;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.BlockingLoad;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.PreparedLoad;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.logins.AtLimit;
import dev.holdall.logins.LoginOptions;
import dev.holdall.logins.Logins;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Compares what is done with logins with the store's own {@code get}. */
final class LoginComparison {

    private static final String GET = "get";
    private static final int CHECKED = 256;
    private static final int USERS_WITH_LIST = 64;
    private static final int IN_LIST = 20;
    private static final int ENDED_AT_ONCE = 3;
    private static final int MOST_ENDED_IN_A_ROUND = 256;

    /** How long those logins live that the measured calls make, so that they don't fill the server. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private final SessionStore store;
    private final ServerTime server;
    private final LoginOptions options;
    private final Logins logins;

    /** The same logins, with {@code recheck} = 0: each check reads the user's list. */
    private final Logins readingEachTime;

    private final Logins shortLived;

    /** Creates the comparison, for a store that keeps groups. The entries of the workload are written already. */
    LoginComparison(SessionStore store, ServerTime server) {
        this.store = store;
        this.server = server;
        options = LoginOptions.configured();
        logins = Logins.over(store, options);
        readingEachTime = Logins.over(store, with(options.idle(), options.absolute(), Duration.ZERO));
        shortLived = Logins.over(store, with(SHORT, SHORT, Duration.ZERO));
    }

    private LoginOptions with(Duration idle, Duration absolute, Duration recheck) {
        AtLimit atLimit = options.atLimit();
        return new LoginOptions(idle, absolute, options.limit(), atLimit, recheck, options.seenWrites());
    }

    Results run(Rounds rounds) {
        Results results = new Results("Logins, beside the store's own get of 1 KiB", GET, Targets.NONE);
        return rounds.run(server.shownIn(results.countingUsage()), contenders());
    }

    private Map<Row, List<Contender>> contenders() {
        MadeLogins made = new MadeLogins(logins, "user");
        List<String> tokens = made.tokens(CHECKED);
        RandomKeys<String> users = RandomKeys.of(made.usersWith(IN_LIST, USERS_WITH_LIST));
        MadeLogins passing = new MadeLogins(shortLived, "passing");
        return InFlight.ofBlocking(
                "logins",
                List.of(
                        contender(GET, Verbs.ofStore(store, GET, Verbs.BLOCKING, RandomKeys.of(Workload.present()))),
                        contender("begin", new BlockingLoad<>(RandomKeys.of(List.of(passing)), MadeLogins::begin)),
                        new Contender("check", checkingAgain(tokens)),
                        contender("recheck = 0", checking(readingEachTime, tokens)),
                        contender("list of 20", new BlockingLoad<>(users, this::list)),
                        new Contender("endAll of 3", ending(passing))));
    }

    private Contender contender(String name, Load load) {
        return new Contender(name, server.countedIn(load));
    }

    private Load ending(MadeLogins made) {
        return new PreparedLoad<>(
                MOST_ENDED_IN_A_ROUND, () -> made.userWith(ENDED_AT_ONCE), shortLived::endAll, server);
    }

    private static Load checking(Logins logins, List<String> tokens) {
        return new BlockingLoad<>(RandomKeys.of(tokens), token -> check(logins, token));
    }

    /**
     * Checks each login once before the measurement, with nothing remembered from earlier rounds. So each measured
     * check finds another check within {@code recheck}, however long rounds take.
     */
    private Load checkingAgain(List<String> tokens) {
        return (inFlight, time) -> {
            Logins fresh = Logins.over(store, options);
            new PreparedLoad<>(1, () -> tokens, all -> all.forEach(each -> check(fresh, each)), ServerTime.UNKNOWN)
                    .run(1, time);
            return server.countedIn(checking(fresh, tokens)).run(inFlight, time);
        };
    }

    private static void check(Logins logins, String token) {
        if (logins.check(token).isEmpty()) {
            throw new IllegalStateException("a login that is checked has ended");
        }
    }

    private void list(String user) {
        if (logins.list(user).size() != IN_LIST) {
            throw new IllegalStateException("a list has not all logins of its user");
        }
    }
}

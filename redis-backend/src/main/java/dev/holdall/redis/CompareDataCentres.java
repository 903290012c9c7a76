package dev.holdall.redis;

import dev.holdall.SessionStoreException;
import dev.holdall.redis.RedisDataCentres.Comparison;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The command that compares two data centres of a store in the application's configuration. It isn't public API: the
 * command line in {@code docs/backends/redis.md} is what stays.
 */
final class CompareDataCentres {

    private static final String USAGE =
            "usage: java -cp ... " + CompareDataCentres.class.getName() + " <store> <other data centre> [merge]";
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private long nextNanos = System.nanoTime();

    private CompareDataCentres(PrintStream out) {
        this.out = out;
    }

    /** Ends the JVM with 0 if the data centres were compared, 1 if that failed, and 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Compares, and returns what the JVM ends with. */
    static int run(PrintStream out, String... arguments) {
        boolean merges = arguments.length == 3 && arguments[2].equals("merge");
        if (arguments.length != 2 && !merges) {
            out.println(USAGE);
            return 2;
        }
        try (RedisDataCentres dataCentres = RedisDataCentres.open(arguments[0])) {
            CompareDataCentres command = new CompareDataCentres(out);
            Comparison done = merges
                    ? dataCentres.merge(arguments[1], command::progress)
                    : dataCentres.compare(arguments[1], command::progress);
            command.print("done: ", done);
            return 0;
        } catch (SessionStoreException | IllegalArgumentException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private void progress(Comparison soFar) {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + PAUSE_NANOS;
            print("", soFar);
        }
    }

    private void print(String before, Comparison soFar) {
        out.printf(
                "%s%d keys scanned, %d compared one by one, %d different, %d sent, %d received, %d refused%n",
                before,
                soFar.scanned(),
                soFar.examined(),
                soFar.different(),
                soFar.sent(),
                soFar.received(),
                soFar.refused());
    }
}

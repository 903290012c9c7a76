package dev.holdall.redis.internal;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.connections.OpeningWait;
import dev.holdall.redis.internal.connections.ServerCheck;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.options.RedisOptions;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.redis.internal.replication.Comparisons;
import dev.holdall.redis.internal.replication.Site;
import dev.holdall.redis.internal.requests.ReplicaWait;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.SessionBackend;

/**
 * The data centres of a store, for work that an operator asks for.
 *
 * @param backend the backend over the servers of this data centre. It sends nothing to the others by itself; closing it
 *     closes the servers
 * @param comparisons compares this data centre with another one
 */
public record DataCentres(SessionBackend backend, Comparisons comparisons) {

    /** Opens the data centres over the servers of this one, which are connected. Blocks. */
    public static DataCentres open(Servers servers, RedisOptions options, OpeningWait opening, BackendContext context) {
        DataCentreOptions dataCentres = options.dataCentres();
        if (dataCentres == null || dataCentres.others().isEmpty()) {
            throw new BackendException(
                    BackendException.Kind.FAILED,
                    Outcome.NOT_APPLIED,
                    "this configuration names no other data centre: set data-centres.local and data-centres.others",
                    null);
        }
        ServerTime time = new ServerTime(System::nanoTime);
        Site site = Site.of(servers, dataCentres.others().keySet(), dataCentres, context, time, ReplicaWait.none());
        ServerCheck check = new ServerCheck(context.store(), servers, opening);
        check.prepareScripts(site.calls().scripts());
        return new DataCentres(
                RedisBackend.withoutReplication(site, check.traits(), context.store()),
                new Comparisons(site, dataCentres, context));
    }
}

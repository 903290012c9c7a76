[description]
Keeps sessions with Holdall: in Redis, in Cassandra, or in the memory of the server.

[tags]
session

[provides]
session-store

[depends]
sessions

[lib]
lib/holdall/*.jar

[xml]
etc/sessions/holdall/session-store.xml

[ini-template]
## The file with the configuration of the store. Without it, application.conf on the server's class path.
#jetty.session.holdall.config=${jetty.base}/etc/holdall.conf

## The name of the store below holdall.stores.
#jetty.session.holdall.store=sessions

## Which classes attributes may have, as in the JDK's property jdk.serialFilter. Without it, all of them.
#jetty.session.holdall.serialFilter=com.example.**;java.base/*;!*

## How long after its expiry a session stays in the store.
#jetty.session.gracePeriod.seconds=3600

## How long a session that only was accessed isn't saved again.
#jetty.session.savePeriod.seconds=0

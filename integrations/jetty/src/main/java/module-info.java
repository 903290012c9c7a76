/** A session data store for Jetty, over a session store. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // As in dev.holdall.
module dev.holdall.jetty {
    requires transitive dev.holdall;
    requires transitive org.eclipse.jetty.session;
    requires typesafe.config;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.holdall.jetty;
}

/** The logins of users, over a session store. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // As in dev.holdall.
module dev.holdall.logins {
    requires transitive dev.holdall;
    requires transitive typesafe.config;
    requires com.github.benmanes.caffeine;
    requires static transitive org.jspecify;

    exports dev.holdall.logins;
}

/** The session store: its verbs, its configuration, and the interface that a backend implements. */
// typesafe.config is an automatic module: its name comes from a manifest, not from a module descriptor. The name is
// stable, and there is no other module to require.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.holdall {
    requires transitive typesafe.config;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.holdall;
    exports dev.holdall.config;
    exports dev.holdall.spi;

    uses dev.holdall.spi.BackendProvider;
    uses dev.holdall.spi.DecoratorProvider;
}

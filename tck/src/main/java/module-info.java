/** The contract of a session backend, as JUnit 5 tests. The module is open, because JUnit calls tests by reflection. */
@SuppressWarnings("NotJavadoc") // Error Prone 2.42.0 doesn't know that an open module has Javadoc.
open module dev.holdall.tck {
    requires transitive dev.holdall;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires org.assertj.core;
    requires org.slf4j;

    exports dev.holdall.tck;
}

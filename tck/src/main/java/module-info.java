/** The contract of a session backend, as JUnit 5 tests. Open, because JUnit calls tests reflectively. */
@SuppressWarnings("NotJavadoc") // Error Prone 2.42.0 doesn't know that an open module has Javadoc.
open module dev.holdall.tck {
    requires transitive dev.holdall;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;

    exports dev.holdall.tck;
}

package dev.holdall.config;

import static dev.holdall.config.Configs.failure;
import static dev.holdall.config.Configs.parse;
import static dev.holdall.config.Configs.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.StoreConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that all problems of a configuration are reported at once, each with its option, its origin and the remedy.
 */
class ProblemsTest {

    private static final String SESSIONS = "holdall.stores.sessions.";

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @Test
    void allProblems_areInOneMessage() {
        StoreConfigurationException failure = failure(() -> SessionStores.open("sessions", parse("""
                        holdall {
                          default.request-timeout = 1 s
                          defaults.max-value-size = 2 GiB
                          stores.sessions {
                            backend = remote
                            default-ttl = 3600
                            request-timout = 3 seconds
                            remote { pool.size = many, local-datacentre = here }
                          }
                        }
                        """)));
        assertThat(failure).hasMessage("""
                        sessions/remote: open: 7 problems in the configuration:
                          - holdall.default is not an option; did you mean defaults? (test.conf: 2)
                          - holdall.stores.sessions.remote.local-datacentre is not an option; there are: buffer, \
                        driver, hosts, idle-timeout, password, pool, routing, tls, uri (test.conf: 8)
                          - holdall.stores.sessions.request-timout is not an option; did you mean request-timeout? \
                        (test.conf: 7)
                          - holdall.stores.sessions.remote.uri is required; it has no default
                          - holdall.stores.sessions.remote.pool.size must be a whole number (test.conf: 8)
                          - holdall.stores.sessions.default-ttl has no unit; write one, such as 500 ms or 2 seconds; \
                        or never (test.conf: 6)
                          - holdall.defaults.max-value-size must be from 1 byte to 1 GiB (test.conf: 3)""");
        assertThat(failure.problems()).hasSize(7);
        assertThat(failure.operation()).isEqualTo(Operation.OPEN);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void listsThatAreNestedTooDeeply_areAProblem() {
        String nested = "[".repeat(20_000) + "]".repeat(20_000);
        assertThat(failure(() -> Configs.settings(loader -> parse("a = " + nested)))
                        .problems())
                .containsExactly(
                        "the configuration can't be read, because lists or blocks in it are nested too deeply");
    }

    @Test
    void nothingIsOpened_whereThereIsAProblem() {
        String store = "never-opened";
        failure(() -> SessionStores.open(store, parse("holdall.stores.never-opened.namespaces = x")));
        assertThat(FakeBackends.EVENTS).noneMatch(event -> event.contains(store));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    backend = 5                    | backend names a backend that is not on the class path; there are: memory, remote
                    backend = memry                | backend names a backend that is not on the class path; there are: memory, remote; did you mean memory?
                    backend = null                 | backend names a backend that is not on the class path; there are: memory, remote
                    backend = redis                | backend names a backend that is not on the class path; add the artifact dev.holdall:holdall-redis; there are: memory, remote
                    backend = [memory]             | backend must be a text
                    namespace = "a:b"              | namespace must have 1 to 64 ASCII letters, digits, dots, hyphens or underscores; or be empty, for none
                    default-ttl = 0 s              | default-ttl must be from 1 ns to 36500 days; or never
                    default-ttl = -5 minutes       | default-ttl must be from 1 ns to 36500 days; or never
                    default-ttl = "60"             | default-ttl has no unit; write one, such as 500 ms or 2 seconds; or never
                    default-ttl = unlimited        | default-ttl must be a length of time, such as 500 ms, 2 seconds or 1 hour; or never
                    max-ttl = never                | max-ttl must be a length of time, such as 500 ms, 2 seconds or 1 hour; or unlimited
                    max-ttl = 59 minutes           | max-ttl must not be shorter than default-ttl, which is 1 hour unless it is set; set both
                    request.timeout = 1 s          | request is not an option; did you mean request-timeout? In the name of an environment variable, a hyphen is __ and a dot is _
                    max.clock.skew = 1 s           | max is not an option; did you mean max-clock-skew? In the name of an environment variable, a hyphen is __ and a dot is _
                    above-max-ttl = truncate       | above-max-ttl must be one of refuse, cap
                    max-value-size = 0             | max-value-size must be from 1 byte to 1 GiB
                    max-value-size = -1            | max-value-size must be a size, such as 64 MiB, or a number of bytes
                    max-value-size = 1 megabit     | max-value-size must be a size, such as 64 MiB, or a number of bytes
                    max-value-size = 1e999999999 B | max-value-size must be a size, such as 64 MiB, or a number of bytes
                    max-value-size = 1e9000000 KiB | max-value-size must be a size, such as 64 MiB, or a number of bytes
                    request-timeout = 2            | request-timeout has no unit; write one, such as 500 ms or 2 seconds
                    request-timeout = 2.5          | request-timeout has no unit; write one, such as 500 ms or 2 seconds
                    request-timeout = 2 lightyears | request-timeout must be a length of time, such as 500 ms, 2 seconds or 1 hour
                    request-timeout = 2 hours      | request-timeout must be from 1 ms to 1 hour
                    request-timeout = 999 us       | request-timeout must be from 1 ms to 1 hour
                    request-timeout = {}           | request-timeout must be a length of time, such as 500 ms, 2 seconds or 1 hour
                    request-timeout = null         | request-timeout must be a length of time, such as 500 ms, 2 seconds or 1 hour
                    max-clock-skew = 366 days      | max-clock-skew must be from 0 seconds to 365 days
                    revocation-horizon = 999 ms    | revocation-horizon must be from 1 second to 365 days
                    revocation-horizon = 9e30 days | revocation-horizon must be from 1 second to 365 days
                    remote = "remote://there"      | remote must be a block of options, in braces
                    remote = null                  | remote must be a block of options, in braces
                    max-size = 1 MiB               | max-size is not an option; did you mean memory.max-size?
                    requestTimeout = 1 s           | requestTimeout is not an option; did you mean request-timeout?
                    redis.uri = x                  | redis is not an option; for that backend, add the artifact dev.holdall:holdall-redis
                    """)
    void wrongOption_isNamed_withTheRemedy(String option, String problem) {
        assertThat(problems(SESSIONS + option)).singleElement().asString().startsWith(SESSIONS + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    uri = " "                 | uri is required; it has no default
                    uri = [there]             | uri must be a text
                    password = {a = b}        | password must be a text
                    pool.size = 65            | pool.size must be from 1 to 64
                    pool.size = 1.5           | pool.size must be a whole number
                    pool.size = 99999999999   | pool.size must be from 1 to 64
                    pool.size = 1e999999999   | pool.size must be a whole number
                    pool.size = null          | pool.size must be a whole number
                    pool = 8                  | pool must be a block of options, in braces
                    pool.sizes = 8            | pool.sizes is not an option; did you mean size?
                    tls = 1                   | tls must be true or false
                    idle-timeout = 2 hours    | idle-timeout must be from 1 second to 90 minutes
                    buffer = 2 MiB            | buffer must be from 1 byte to 1536 KiB
                    hosts = { a = b }         | hosts must be a list of texts
                    hosts = [[a]]             | hosts must be a list of texts
                    routing = LOCAL_QUORUM    | routing must be one of local-quorum, each-quorum
                    driver = 7                | driver must be a block of options, in braces
                    """)
    void wrongOptionOfABackend_isNamed_withTheRemedy(String option, String problem) {
        String block = SESSIONS + "remote { uri = there }, " + SESSIONS + "backend = remote, ";
        assertThat(problems(block + SESSIONS + "remote { " + option + " }"))
                .singleElement()
                .asString()
                .startsWith(SESSIONS + "remote." + problem);
    }

    @Test
    void unknownOption_isFound_inTheBlockOfABackendThatIsNotChosen() {
        assertThat(problems(SESSIONS + "remote.usi = x"))
                .containsExactly(
                        "holdall.stores.sessions.remote.usi is not an option; did you mean uri? (test.conf: 1)");
    }

    @Test
    void unknownOption_isFound_inTheDefaults() {
        assertThat(problems("holdall.defaults.remote.urii = x"))
                .containsExactly("holdall.defaults.remote.urii is not an option; did you mean uri? (test.conf: 1)");
    }

    @Test
    void optionThatCannotBeRead_isNotComparedWithOthers() {
        assertThat(problems("holdall.stores.sessions { default-ttl = 60, max-ttl = 20 minutes }"))
                .hasSize(1);
    }

    @Test
    void blockThatIsPassedOn_mayHoldAnything() {
        String block = "backend = remote, remote { uri = there, driver { any.thing = [1], at = all } }";
        SessionStores.open("sessions", parse("holdall.stores.sessions { " + block + " }"))
                .close();
    }

    @ParameterizedTest
    @CsvSource({
        "holdall = 5",
        "holdall = null",
        "holdall.stores = null",
        "holdall.stores = 5",
        "holdall.stores.sessions = 5",
        "holdall.defaults = [5]"
    })
    void blockThatIsNone_isAProblem(String hocon) {
        String path = hocon.substring(0, hocon.indexOf(' '));
        assertThat(problems(hocon)).containsExactly(path + " must be a block of options, in braces (test.conf: 1)");
    }

    @Test
    void storeThatIsNotConfigured_isAProblem_whereOthersAre() {
        assertThat(problems("holdall.stores { session {}, anonymous {} }"))
                .containsExactly("holdall.stores.sessions is not configured; did you mean session?");
        assertThat(problems("holdall.stores { logins {}, anonymous {} }"))
                .containsExactly("holdall.stores.sessions is not configured; there are: anonymous, logins");
    }

    @Test
    void wrongSyntax_isAProblem_withItsLine() {
        assertThat(problems("a = ${nowhere}"))
                .containsExactly("test.conf: 1: a ${...} refers to something that is not set; set it, or write ${?...}"
                        + " if it may be missing");
        classPath.file("application.conf", "holdall.stores {\n  sessions {\n    namespace = \"a\n");
        assertThat(failure(() -> SessionStores.open("sessions")).problems())
                .singleElement()
                .asString()
                .endsWith("application.conf: 3: this is not valid HOCON; look at this line and at those before it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a..b = 1                         | the name of an option, or a ${...}, is empty, begins or ends with a dot, or has two dots in a row; write a name before and after each dot
                    a = ${}                          | the name of an option, or a ${...}, is empty, begins or ends with a dot, or has two dots in a row; write a name before and after each dot
                    a = ${a}                         | a ${...} refers to itself, directly or through others; give one of them a value
                    a = { b = ${c} }, c = ${a.b}         | a ${...} refers to itself, directly or through others; give one of them a value
                    """)
    void wrongSubstitutionOrPath_isExplained(String line, String problem) {
        classPath.file("application.conf", "\n" + line);
        assertThat(failure(() -> SessionStores.open("sessions")).problems())
                .singleElement()
                .asString()
                .matches("(?s)/.*/application.conf: 2: .*")
                .endsWith(": " + problem);
    }

    @Test
    void optionThatIsLongerThanMaxTtl_isNamed() {
        assertThat(problems("holdall.stores.sessions { default-ttl = 2 days, max-ttl = 1 day }"))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.default-ttl must not be longer than max-ttl; lower it, or raise");
    }

    @Test
    void blockThatWasMergedWithTheDefaults_hasTheOriginOfTheApplication() {
        assertThat(problems("holdall.stores.sessions { backend = remote, remote { uri = x, pool { a {} } } }"))
                .allSatisfy(problem -> assertThat(problem).doesNotContain("file:"));
        assertThat(problems("holdall.stores.sessions { backend = remote, remote { uri = x, idle-timeout { a = b } } }"))
                .singleElement()
                .asString()
                .endsWith("(test.conf: 1)");
    }

    @Test
    void originOfAFile_isItsPath_withTheLine() {
        classPath.file("application.conf", "\nholdall.stores.sessions.request-timeout = 5");
        assertThat(failure(() -> SessionStores.open("sessions")).problems())
                .singleElement()
                .asString()
                .matches("holdall.stores.sessions.request-timeout has no unit; .* \\(/.*/application.conf: 2\\)");
    }

    @Test
    void referenceThatIsMissing_isAProblem() {
        classPath.file("reference.conf", "holdall.defaults.remote { uri = null }");
        assertThat(problems("holdall.stores.sessions { backend = remote, remote.uri = x }"))
                .containsExactly("holdall.stores.sessions.remote.password is in no reference.conf on the class path; if"
                        + " artifacts were packed into one jar, their reference.conf files have to be joined");
    }

    @Test
    void optionThatOnlyTheCodeKnows_isAProblem() {
        classPath.backends(FakeBackends.Careless.class);
        assertThat(problems("holdall.stores.sessions { backend = remote, remote.uri = nowhere }"))
                .containsExactly(
                        "holdall.stores.sessions.remote.not-in-the-reference is in no reference.conf on the class"
                                + " path; if artifacts were packed into one jar, their reference.conf files have to be"
                                + " joined");
    }

    @Test
    void referenceWithAWrongDefault_isAProblem() {
        classPath.file("reference.conf", "holdall.defaults.memory.max-size = 3 bits");
        assertThat(problems(""))
                .contains("holdall.stores.sessions.memory.max-size has no valid default in the reference.conf");
    }
}

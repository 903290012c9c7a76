package dev.holdall.tck;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Fixture;
import dev.holdall.tck.internal.fixture.Seeded;
import dev.holdall.tck.internal.fixture.WaitingTogether;
import dev.holdall.tck.internal.rules.AddRules;
import dev.holdall.tck.internal.rules.BulkRules;
import dev.holdall.tck.internal.rules.ChangeTTLRules;
import dev.holdall.tck.internal.rules.ClockRules;
import dev.holdall.tck.internal.rules.CompareAndSetRules;
import dev.holdall.tck.internal.rules.ConcurrencyRules;
import dev.holdall.tck.internal.rules.DeadlineRules;
import dev.holdall.tck.internal.rules.DeleteRules;
import dev.holdall.tck.internal.rules.FailureRules;
import dev.holdall.tck.internal.rules.FutureEntryRules;
import dev.holdall.tck.internal.rules.GetRules;
import dev.holdall.tck.internal.rules.GroupRules;
import dev.holdall.tck.internal.rules.IncrementRules;
import dev.holdall.tck.internal.rules.KeyRules;
import dev.holdall.tck.internal.rules.LeakRules;
import dev.holdall.tck.internal.rules.LifecycleRules;
import dev.holdall.tck.internal.rules.LockRules;
import dev.holdall.tck.internal.rules.MapLifeRules;
import dev.holdall.tck.internal.rules.MapRules;
import dev.holdall.tck.internal.rules.MergeRules;
import dev.holdall.tck.internal.rules.ObserverRules;
import dev.holdall.tck.internal.rules.RevokeRules;
import dev.holdall.tck.internal.rules.SecrecyRules;
import dev.holdall.tck.internal.rules.SetRules;
import dev.holdall.tck.internal.rules.TtlRules;
import dev.holdall.tck.internal.rules.UpdateRules;
import dev.holdall.tck.internal.rules.ValueRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract of a session store as tests: at least one test for each rule of {@code docs/contract.md}, on the
 * blocking and on the asynchronous face.
 *
 * <p>To test a backend, extend this class and say how the backend is opened. It is opened once, stores of many
 * configurations are opened over it, and it is closed at the end. Every test uses keys of its own, so the backend need
 * not be empty. A rule from which the backend's traits exempt it is reported as aborted, with the reason. A failure
 * shows the seed that repeats it ({@code -Dholdall.tck.seed}).
 *
 * <p>The kit searches everything that is logged while it runs for keys and values. For that it needs Logback as the
 * SLF4J provider, on which it depends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("exports") // A subclass gets the tests of the rules, and needs none of their types.
public abstract class SessionStoreContract
        implements KeyRules,
                ValueRules,
                TtlRules,
                ChangeTTLRules,
                GetRules,
                SetRules,
                UpdateRules,
                AddRules,
                CompareAndSetRules,
                MergeRules,
                DeleteRules,
                RevokeRules,
                BulkRules,
                IncrementRules,
                LockRules,
                MapRules,
                MapLifeRules,
                GroupRules,
                FailureRules,
                DeadlineRules,
                ObserverRules,
                SecrecyRules,
                ClockRules,
                FutureEntryRules,
                ConcurrencyRules,
                LifecycleRules,
                LeakRules {

    @RegisterExtension
    static final Seeded SEEDED = new Seeded();

    @RegisterExtension
    @SuppressWarnings("this-escape") // It is used only when tests run.
    final WaitingTogether waitingTogether = new WaitingTogether(this);

    private @Nullable Fixture fixture;

    /** Creates the contract of a subclass's backend. */
    protected SessionStoreContract() {}

    /**
     * Says how the backend under test is opened.
     *
     * @return a factory, which opens one backend at the beginning, and a few more for the tests of opening and closing
     */
    protected abstract BackendFactory backend();

    /**
     * Says how time passes for the backend. In real time, the tests that wait for time to pass run side by side.
     *
     * @return real time, unless overridden
     */
    protected ContractTime time() {
        return ContractTime.real();
    }

    /**
     * Says how many rounds a race runs. The number of concurrent merges and increments is in proportion to it, but no
     * more are made than the backend does in 20 milliseconds for each round. Fewer rounds make the kit faster, and let
     * it miss more races.
     *
     * @return 2,000 unless overridden
     */
    @Override
    public int rounds() {
        return 2_000;
    }

    /**
     * Says what the deadline is in the tests in which the backend doesn't answer some calls; the tests that wait for it
     * run side by side. Other calls of these tests have to be answered within it, so choose a longer one where the
     * machine is slow.
     *
     * @return half a second, unless overridden
     */
    protected Duration deadline() {
        return Duration.ofMillis(500);
    }

    /**
     * Counts the revocations that the backend remembers in this process, so that the kit can check that they are
     * forgotten.
     *
     * @param backend the backend that {@link #backend} has opened
     * @return empty, unless overridden, which means that the backend remembers revocations elsewhere
     */
    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.empty();
    }

    /**
     * Says what decorates the backend under test. Every test then runs over the decorated backend; where a test injects
     * faults, it injects them beneath the decorator.
     *
     * @return a decorator that changes nothing, unless overridden
     */
    protected DecoratorFactory decorator() {
        return (backend, context) -> backend;
    }

    /**
     * Returns the configuration with which a web application would open a store of this backend named {@code sessions},
     * in HOCON. The kit deploys such an application in a class loader of its own, undeploys it, and checks that the
     * class loader is garbage-collected.
     *
     * @return empty, unless overridden; rule LIF-06 is then reported as not applicable
     */
    @Override
    public Optional<String> configuration() {
        return Optional.empty();
    }

    @BeforeAll
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    final void openFixture() {
        fixture = new Fixture(backend(), decorator(), time().time(), deadline());
    }

    @AfterEach
    final void closeStores() {
        fixture().closeStores();
    }

    @AfterAll
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    final void closeFixture() {
        fixture().close();
    }

    @Override
    public final Fixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the backend is not open yet");
        }
        return fixture;
    }
}

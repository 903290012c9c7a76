package dev.holdall.tck;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.bench.Bench;
import dev.holdall.tck.internal.bench.Seeded;
import dev.holdall.tck.internal.bench.WaitingTogether;
import dev.holdall.tck.internal.rules.AddRules;
import dev.holdall.tck.internal.rules.BulkRules;
import dev.holdall.tck.internal.rules.ChangeTtlRules;
import dev.holdall.tck.internal.rules.ClockRules;
import dev.holdall.tck.internal.rules.CompareAndSetRules;
import dev.holdall.tck.internal.rules.ConcurrencyRules;
import dev.holdall.tck.internal.rules.DeadlineRules;
import dev.holdall.tck.internal.rules.DeleteRules;
import dev.holdall.tck.internal.rules.FailureRules;
import dev.holdall.tck.internal.rules.GetRules;
import dev.holdall.tck.internal.rules.IncrementRules;
import dev.holdall.tck.internal.rules.KeyRules;
import dev.holdall.tck.internal.rules.LeakRules;
import dev.holdall.tck.internal.rules.LifecycleRules;
import dev.holdall.tck.internal.rules.LockRules;
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
 * The contract of a session store as tests: at least one for each rule of {@code docs/contract.md}, on both faces.
 *
 * <p>A backend is proved by extending this class and saying how it is opened. It is opened once, stores of many
 * configurations are opened over it, and it is closed at the end. Every test uses keys of its own, so the backend need
 * not be empty. A rule that the backend's traits take it out of is reported as aborted, with the reason. A failure
 * shows the seed that makes it happen again ({@code -Dholdall.tck.seed}).
 *
 * <p>The kit searches all that is logged meanwhile for keys and values; it needs Logback as the SLF4J provider, which
 * it brings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("exports") // A subclass gets the tests of the rules, and needs none of their types.
public abstract class SessionStoreContract
        implements KeyRules,
                ValueRules,
                TtlRules,
                ChangeTtlRules,
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
                FailureRules,
                DeadlineRules,
                ObserverRules,
                SecrecyRules,
                ClockRules,
                ConcurrencyRules,
                LifecycleRules,
                LeakRules {

    @RegisterExtension
    static final Seeded SEEDED = new Seeded();

    @RegisterExtension
    final WaitingTogether waitingTogether = new WaitingTogether(this);

    private @Nullable Bench bench;

    /** For subclasses. */
    protected SessionStoreContract() {}

    /**
     * Says how the backend under test is opened.
     *
     * @return a factory, which is asked for one backend at the beginning and for a few more by the tests of opening and
     *     closing
     */
    protected abstract BackendFactory backend();

    /**
     * Says how time passes for the backend. In real time, the tests that wait for it run side by side.
     *
     * @return real time, unless overridden
     */
    protected ContractTime time() {
        return ContractTime.real();
    }

    /**
     * Says how many rounds a race runs; concurrent merges and increments are in proportion, or as many as the backend
     * does in 20 milliseconds a round. Less makes the kit faster and weaker.
     *
     * @return 2,000 unless overridden
     */
    @Override
    public int rounds() {
        return 2_000;
    }

    /**
     * Says what the deadline is of calls that the kit lets go unanswered; the tests that wait for it run side by side.
     * Other calls have to be answered within it too, so it is longer where the machine is slow.
     *
     * @return half a second, unless overridden
     */
    protected Duration deadline() {
        return Duration.ofMillis(500);
    }

    /**
     * Counts the revocations that the backend remembers in this process, so that the kit can see that they are bounded.
     *
     * @param backend the backend that {@link #backend} has opened
     * @return empty, unless overridden: the backend remembers them elsewhere
     */
    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.empty();
    }

    /**
     * Says what stands around the backend under test: every test, those with faults too, then runs over a decorated
     * backend, and the faults are beneath the decorator.
     *
     * @return a decorator that changes nothing, unless overridden
     */
    protected DecoratorFactory decorator() {
        return (backend, context) -> backend;
    }

    /**
     * Gives the configuration that a web application would open a store named {@code sessions} of this backend with, in
     * HOCON. The kit deploys such an application in a class loader of its own, undeploys it, and looks whether it is
     * unloaded.
     *
     * @return empty, unless overridden: the rule about it is then reported as not applicable
     */
    @Override
    public Optional<String> configuration() {
        return Optional.empty();
    }

    @BeforeAll
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    final void openBench() {
        bench = new Bench(backend(), decorator(), time().time(), deadline());
    }

    @AfterEach
    final void closeStores() {
        bench().closeStores();
    }

    @AfterAll
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    final void closeBench() {
        bench().close();
    }

    @Override
    public final Bench bench() {
        if (bench == null) {
            throw new IllegalStateException("the backend is not open yet");
        }
        return bench;
    }
}

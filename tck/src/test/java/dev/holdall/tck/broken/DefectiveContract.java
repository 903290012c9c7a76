package dev.holdall.tck.broken;

import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.ContractTime;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.tck.example.MapBackend;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The kit over a broken backend, to be run by {@link BrokenBackends} only. To save time, it leaves out the tests that
 * call no broken primitive, since the defect can't make them fail. It also leaves out the asynchronous face, since a
 * backend can't see which face calls it.
 */
@ExtendWith(DefectiveContract.Extension.class)
class DefectiveContract extends SessionStoreContract {

    /** The configuration parameter that names the defect. */
    static final String DEFECT = "holdall.tck.defect";

    /** Which primitives each test called when the kit ran over the healthy backend. */
    private static final CallsOfTests CALLS = new CallsOfTests();

    private final Defect defect;
    private final IdentityHashMap<SessionBackend, MapBackend> healthy = new IdentityHashMap<>();
    private Set<String> broken = Set.of();

    DefectiveContract(Defect defect) {
        this.defect = defect;
    }

    @Override
    protected BackendFactory backend() {
        return this::open;
    }

    private SessionBackend open(BackendContext context) {
        MapBackend map = new MapBackend(1_000, context);
        SessionBackend backend = defect.equals(Defects.NONE)
                ? CALLS.recorded(map)
                : defect.breaks().apply(map, context);
        healthy.put(backend, map);
        broken = Primitives.brokenBy(backend);
        return backend;
    }

    @Override
    protected ContractTime time() {
        return ContractTime.manual();
    }

    @Override
    public int rounds() {
        return 48;
    }

    @Override
    protected Duration deadline() {
        return Duration.ofMillis(250);
    }

    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.of(
                backend instanceof RevokeDefects.NeverForgotten broken
                        ? broken.revocations()
                        : Objects.requireNonNull(healthy.get(backend)).revocations());
    }

    @BeforeEach
    void recordCallsOf(TestInfo test) {
        CALLS.begin(test.getTestMethod().orElseThrow());
    }

    private boolean canFail(ExtensionContext test) {
        boolean otherFace = test.getDisplayName().equals("ASYNC");
        return defect.equals(Defects.NONE) || (!otherFace && CALLS.mayFailFor(test.getRequiredTestMethod(), broken));
    }

    static final class Extension implements ParameterResolver, ExecutionCondition {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Defect.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Defects.named(context.getConfigurationParameter(DEFECT).orElseThrow());
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean enabled = context.getTestInstance().isEmpty()
                    || ((DefectiveContract) context.getRequiredTestInstance()).canFail(context);
            return enabled
                    ? ConditionEvaluationResult.enabled("the defect can make it fail")
                    : ConditionEvaluationResult.disabled("it calls no broken primitive, or is asynchronous");
        }
    }
}

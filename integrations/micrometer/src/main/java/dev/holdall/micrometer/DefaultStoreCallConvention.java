package dev.holdall.micrometer;

import dev.holdall.StoreObserver.End;
import io.micrometer.common.KeyValues;

/**
 * The convention that holds unless the application has another one. The attributes have the names that OpenTelemetry
 * gives to those of database clients, and few values each: names from the configuration or of enum constants. Each of
 * them is always present. There are no attributes of high cardinality.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code db.system.name}</td><td>the backend</td></tr>
 * <tr><td>{@code db.collection.name}</td><td>the store</td></tr>
 * <tr><td>{@code db.operation.name}</td><td>the operation</td></tr>
 * <tr><td>{@code holdall.result}</td><td>how the call ended; {@code pending} while it hasn't ended</td></tr>
 * <tr><td>{@code error.type}</td><td>the result if the call failed; else {@code none}</td></tr>
 * </table>
 */
public class DefaultStoreCallConvention implements StoreCallConvention {

    static final DefaultStoreCallConvention INSTANCE = new DefaultStoreCallConvention();

    /** Makes the default convention. */
    public DefaultStoreCallConvention() {}

    /**
     * Returns the name of the observations, and of the timer that a handler for metrics makes of them.
     *
     * @return {@code holdall.call}
     */
    @Override
    public String getName() {
        return "holdall.call";
    }

    /**
     * Returns the name of the span.
     *
     * @return the operation and the store, such as {@code get sessions}
     */
    @Override
    public String getContextualName(StoreCallContext context) {
        return context.call().operation() + " " + context.call().store();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StoreCallContext context) {
        CallFailure failure = context.failure();
        return KeyValues.of(
                "db.system.name", context.call().backend(),
                "db.collection.name", context.call().store(),
                "db.operation.name", context.call().operation().toString(),
                "holdall.result", context.end().map(End::result).map(Labels::of).orElse("pending"),
                "error.type", failure == null ? "none" : String.valueOf(failure.getMessage()));
    }
}

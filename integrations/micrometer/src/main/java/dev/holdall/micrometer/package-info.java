/**
 * Metrics and spans of stores through Micrometer. {@link dev.holdall.micrometer.MetricsObserver} records into a meter
 * registry, and {@link dev.holdall.micrometer.TracingObserver} makes each call an observation, of which a tracer makes
 * a span. Neither receives keys or values.
 */
@NullMarked
package dev.holdall.micrometer;

import org.jspecify.annotations.NullMarked;

package io.feedrank.feature.online.near;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * {@code feedrank.near-cache.keys} by {@code outcome} (hit, coalesced, read, stale, missing),
 * {@code .size}, and {@code .age}: of the oldest value of each read that was answered from here.
 */
public final class NearCacheMetrics implements MeterBinder {
    private static final String KEYS = "feedrank.near-cache.keys";

    private final NearCache cache;

    public NearCacheMetrics(NearCache cache) {
        this.cache = cache;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "hit", NearCacheCounts::hits);
        counter(registry, "coalesced", NearCacheCounts::coalesced);
        counter(registry, "read", NearCacheCounts::read);
        counter(registry, "stale", NearCacheCounts::stale);
        counter(registry, "missing", NearCacheCounts::missing);
        Gauge.builder("feedrank.near-cache.size", cache, NearCache::size).register(registry);
        Timer ages =
                Timer.builder("feedrank.near-cache.age")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        cache.onAge(age -> ages.record(age, TimeUnit.NANOSECONDS));
    }

    private void counter(
            MeterRegistry registry, String outcome, ToDoubleFunction<NearCacheCounts> count) {
        FunctionCounter.builder(KEYS, cache.counts(), count)
                .tag("outcome", outcome)
                .register(registry);
    }
}

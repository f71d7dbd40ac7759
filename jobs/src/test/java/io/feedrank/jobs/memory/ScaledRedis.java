package io.feedrank.jobs.memory;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.testing.redis.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The online store on a real server, on which a day takes some milliseconds: values live less. */
final class ScaledRedis implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH = 500;

    private final RedisProcess redis;
    private final RedisOnlineStore store;
    private final Duration day;
    private final Map<OnlineKey, OnlineWrite> written = new LinkedHashMap<>();
    private long dayOver = System.nanoTime();

    ScaledRedis(RedisProcess redis, Duration day) {
        this.redis = redis;
        this.store = new RedisOnlineStore(redis.uri(), TIMEOUT);
        this.day = day;
    }

    /** The last value of a day is stored. */
    void write(OnlineWrite write) {
        written.put(write.key(), write);
    }

    /** Stores what was written, and waits until the day is over by the server's clock. */
    void endDay() {
        List<OnlineWrite> batch = new ArrayList<>();
        for (OnlineWrite write : written.values()) {
            FeatureGroup group = write.key().group();
            batch.add(
                    new OnlineWrite(
                            new OnlineKey(
                                    group.withTimeToLive(scaled(group)), write.key().entity()),
                            write.value()));
            if (batch.size() == BATCH) {
                store.put(batch);
                batch.clear();
            }
        }
        store.put(batch);
        written.clear();
        dayOver = Math.max(System.nanoTime(), dayOver + day.toNanos());
        while (System.nanoTime() < dayOver) {
            LockSupport.parkNanos(dayOver - System.nanoTime());
        }
    }

    /** Redis counts seconds. */
    private Duration scaled(FeatureGroup group) {
        Duration life = group.timeToLive();
        return life.isZero()
                ? life
                : Duration.ofSeconds(Math.max(1, life.toDays() * day.toMillis() / 1000));
    }

    /** What the server says that it uses. */
    long bytes() {
        return redis.command("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** How many values there are, by group. */
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        try (RedisGroupScan scan = new RedisGroupScan(redis.uri(), TIMEOUT)) {
            for (FeatureGroup group : FeatureGroup.values()) {
                values.put(group.id(), scan.count(group));
            }
        }
        return values;
    }

    @Override
    public void close() {
        store.close();
    }
}

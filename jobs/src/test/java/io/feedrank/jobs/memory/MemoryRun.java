package io.feedrank.jobs.memory;

import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.jobs.OperatorChain;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.offline.OfflineChain;
import io.feedrank.jobs.online.OnlineChain;
import io.feedrank.testing.redis.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Days of a steady newsroom, fast-forwarded, through the operators of both jobs, with the online
 * store behind: what there is at the end of each.
 */
@SuppressWarnings("try") // close() declares Exception
final class MemoryRun {
    private static final Duration STEP = Duration.ofMinutes(15);

    /** State by operator and values by group, each under a name of its own. */
    record Day(int day, long online, long offline, long redis, Map<String, Long> parts) {}

    private final Population population;
    private final Duration dayOfRedis;
    private long events;

    MemoryRun(Population.Size size, Duration dayOfRedis) {
        this.population = new Population(size, Touches.NOON);
        this.dayOfRedis = dayOfRedis;
    }

    Population population() {
        return population;
    }

    long events() {
        return events;
    }

    List<Day> run(RedisProcess server, int days) throws Exception {
        List<Day> seen = new ArrayList<>();
        try (ScaledRedis redis = new ScaledRedis(server, dayOfRedis);
                OnlineChain online = new OnlineChain(Touches.CONFIG, redis::write);
                OfflineChain offline = new OfflineChain(Touches.CONFIG)) {
            List<OperatorChain> jobs = List.of(online, offline);
            Instant next = population.startOf(0);
            for (int day = 0; day < days; day++) {
                for (Population.Happening happening : population.day(day)) {
                    while (!next.isAfter(happening.time())) {
                        pass(jobs, next);
                        next = next.plus(STEP);
                    }
                    happens(happening, online, offline);
                }
                Instant evening = population.startOf(day + 1).minusMillis(1);
                pass(jobs, evening);
                redis.endDay();
                seen.add(look(day, evening, redis, online, offline));
            }
            if (offline.examples() == 0) {
                throw new IllegalStateException("no training example came out");
            }
        }
        return seen;
    }

    private static void pass(List<OperatorChain> jobs, Instant now) throws Exception {
        for (OperatorChain job : jobs) {
            job.time(now);
        }
    }

    private void happens(Population.Happening happening, OnlineChain online, OfflineChain offline)
            throws Exception {
        if (happening.row() != null) {
            online.row(happening.row());
            if (happening.row() instanceof PostChange post) {
                offline.row(post);
            }
        }
        if (happening.event() != null) {
            events++;
            online.event(happening.event());
            offline.event(happening.event());
        }
    }

    private static Day look(
            int day, Instant now, ScaledRedis redis, OnlineChain online, OfflineChain offline)
            throws Exception {
        Map<String, Long> parts = new TreeMap<>();
        long onlineBytes = add(parts, "online state, ", online.stateBytes(now));
        long offlineBytes = add(parts, "offline state, ", offline.stateBytes(now));
        add(parts, "values, ", redis.values());
        return new Day(day, onlineBytes, offlineBytes, redis.bytes(), parts);
    }

    private static long add(Map<String, Long> parts, String prefix, Map<String, Long> added) {
        added.forEach((name, value) -> parts.put(prefix + name, value));
        return added.values().stream().mapToLong(Long::longValue).sum();
    }
}

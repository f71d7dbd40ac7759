package io.feedrank.cli.backfill;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.stack.FeatureJob;
import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.Polling;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.redis.RedisGroupScan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out from what runs and what is stored how a backfill is to be done. */
final class BackfillPlanner {
    private static final String PROGRESS_OF = "dedupe by event id";
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration METRICS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration METRICS_POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FlinkRest rest;
    private final Settings settings;

    BackfillPlanner(FlinkRest rest, Settings settings) {
        this.rest = rest;
        this.settings = settings;
    }

    BackfillPlan plan(
            String from, @Nullable Instant since, @Nullable Instant cut, List<String> groups) {
        List<String> known = Arrays.stream(FeatureGroup.values()).map(FeatureGroup::id).toList();
        for (String group : groups) {
            if (!known.contains(group)) {
                throw FeedrankException.badInput(
                        "--groups: got '" + group + "', expected some of " + known);
            }
        }
        Optional<RunningJobs.Run> live = RunningJobs.of(rest, FeatureJob.ONLINE_FEATURES).newest();
        Optional<Instant> at = live.flatMap(run -> watermark(run.id()));
        return new BackfillPlan(
                1 + Math.max(live.map(RunningJobs.Run::generation).orElse(0L), highestStored()),
                from,
                since == null ? Instant.EPOCH : since,
                from.equals("kafka") ? null : cut == null ? safeCut() : cut,
                at.orElse(null),
                groups,
                live.map(RunningJobs.Run::id).orElse(null));
    }

    /**
     * What is older is in the offline store, or came too late for it: offline-features has passed
     * it by the lateness, and a checkpoint has made files of it.
     */
    private Instant safeCut() {
        String id =
                RunningJobs.of(rest, FeatureJob.OFFLINE_FEATURES)
                        .newest()
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "offline-features does not run, so nobody knows how far the"
                                                        + " offline store is: start it, or give --cut TIME"))
                        .id();
        Instant at =
                watermark(id)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "offline-features has seen no event yet: give --cut TIME,"
                                                        + " or --from kafka"));
        if (!rest.checkpoint(id, PATIENCE)) {
            throw new CommandFailure("offline-features completes no checkpoint; see its log");
        }
        // An event at the end of the lateness may still have waited for its post.
        return at.minus(settings.getDuration("jobs.allowed-lateness-ms"))
                .minus(settings.getDuration("jobs.post-wait-ms").multipliedBy(2));
    }

    /** A cluster asks its operators when it is asked, so the first answers may be empty. */
    private Optional<Instant> watermark(String id) {
        return Polling.latest(
                METRICS_PATIENCE,
                METRICS_POLL,
                () -> rest.watermark(id, PROGRESS_OF),
                Optional::isPresent);
    }

    private long highestStored() {
        long[] highest = {0};
        try (RedisGroupScan scan =
                new RedisGroupScan(URI.create(settings.get("redis.uri")), REDIS_TIMEOUT)) {
            for (FeatureGroup group : FeatureGroup.values()) {
                scan.values(group, value -> highest[0] = Math.max(highest[0], value.generation()));
            }
        }
        return highest[0];
    }
}

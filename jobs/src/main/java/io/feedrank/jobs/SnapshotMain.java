package io.feedrank.jobs;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.jobs.snapshot.Snapshot;
import java.net.URI;
import java.time.Duration;

/**
 * Takes one snapshot of the online store: {@code java -cp job.jar:… io.feedrank.jobs.SnapshotMain
 * --redis.uri U --offline.dir D [--report FILE] [--progress FILE]}.
 */
public final class SnapshotMain {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SnapshotMain() {}

    public static void main(String[] args) {
        TaskMain.run(args, SnapshotMain::take);
    }

    private static Snapshot.Report take(Settings settings, TaskFiles files) {
        URI redis = URI.create(settings.get("redis.uri"));
        try (RedisGroupScan store = new RedisGroupScan(redis, TIMEOUT)) {
            return new Snapshot(store, settings.getPath("offline.dir"), FeatureCatalog.standard())
                    .take(
                            settings.clock().instant(),
                            share -> files.progress("reading the online store", share));
        }
    }
}

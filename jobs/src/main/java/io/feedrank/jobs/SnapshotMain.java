package io.feedrank.jobs;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.jobs.snapshot.Snapshot;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one snapshot of the online store: {@code java -cp job.jar:… io.feedrank.jobs.SnapshotMain
 * --redis.uri U --offline.dir D [--report FILE] [--progress FILE]}.
 */
public final class SnapshotMain {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMain.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SnapshotMain() {}

    public static void main(String[] args) {
        Settings settings = Settings.fromArgs(args);
        TaskFiles files = TaskFiles.of(settings);
        URI redis = URI.create(settings.get("redis.uri"));
        try (RedisGroupScan store = new RedisGroupScan(redis, TIMEOUT)) {
            Snapshot.Report report =
                    new Snapshot(store, settings.getPath("offline.dir"), FeatureCatalog.standard())
                            .take(
                                    settings.clock().instant(),
                                    share -> files.progress("reading the online store", share));
            files.report(report);
            LOG.info("{}", report);
        }
    }
}

package io.feedrank.cli.erase;

import io.feedrank.cli.Progress;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.feature.erasure.IdPattern;
import io.feedrank.feature.online.redis.RedisErasure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Looks for a user's id in the bytes of every store: as readers get them, and, of a local stack, as
 * they lie on disk.
 */
final class Verification {
    /** Folders of a work directory, by what is in them. */
    private static final List<List<String>> FOLDERS =
            List.of(
                    List.of("kafka on disk", "kafka"),
                    List.of("redis on disk", "redis"),
                    List.of("flink state", "flink/checkpoints"),
                    List.of("statefun state", "statefun/checkpoints"),
                    List.of("index snapshots", "ranking"),
                    List.of("models", "models"),
                    List.of("training reports", "training"),
                    List.of("logs", "logs"));

    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(10);

    private final Deployment deployment;
    private final String user;
    private final IdPattern id;

    Verification(Deployment deployment, String user) {
        this.deployment = deployment;
        this.user = user;
        this.id = new IdPattern(user);
    }

    Hits run(Progress progress) {
        Hits hits = new Hits();
        FileScan files = new FileScan(id);
        progress.detail("database");
        new SourceRows(deployment.jdbc())
                .count(user)
                .forEach((table, rows) -> hits.add("database", table, rows));
        progress.detail("Redis");
        try (RedisErasure redis = new RedisErasure(deployment.redis(), REDIS_TIMEOUT)) {
            hits.looked("redis");
            redis.hits(id).forEach((key, count) -> hits.add("redis", key, count));
        }
        progress.detail("offline store");
        try (ParquetRows rows = new ParquetRows(deployment.offline())) {
            for (String table : rows.tables()) {
                hits.looked("parquet " + table);
                rows.holding(table, user)
                        .forEach((file, count) -> hits.add("parquet " + table, file, count));
            }
        }
        files.look("parquet on disk", deployment.offline(), hits);
        progress.detail("topics");
        new TopicScan(id).look(deployment.kafka(), hits);
        deployment
                .work()
                .ifPresent(
                        work ->
                                FOLDERS.forEach(
                                        folder -> {
                                            progress.detail(folder.get(0));
                                            Path path = work.root().resolve(folder.get(1));
                                            files.look(folder.get(0), path, hits);
                                        }));
        return hits;
    }
}

package io.feedrank.cli.erase;

import io.feedrank.cli.Progress;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.cli.stack.Polling;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.erasure.ErasureReport;
import io.feedrank.feature.erasure.StoreOutcome;
import io.feedrank.feature.erasure.TopicRetention;
import io.feedrank.feature.offline.OfflineLock;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.online.redis.RedisErasure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes one person out of every store. First what lasts: the suppression, so that nothing new of
 * them comes in; then whoever keeps something; then what they wrote. Each step can be done twice,
 * so a run that was killed is done again from the start.
 */
final class Erasure {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Time to live of an entity's state in the jobs. */
    private static final Duration AUTHOR_KEPT = Duration.ofDays(31);

    private final Deployment deployment;
    private final String user;
    private final String erasureId = UUID.randomUUID().toString();
    private final List<StoreOutcome> outcomes = new ArrayList<>();
    private final JobCheckpoints checkpoints;

    Erasure(Deployment deployment, String user) {
        this.deployment = deployment;
        this.user = user;
        this.checkpoints = new JobCheckpoints(deployment.flink());
    }

    /**
     * Runs it to the end; a store that is not ready is in the report as remaining.
     *
     * @param database whether rows of the source database are deleted, or only counted
     */
    ErasureReport run(boolean database, Progress progress) {
        Instant now = Instant.now();
        try (ErasureTopics topics = new ErasureTopics(deployment.kafka());
                Messages messages = new Messages(deployment.kafka())) {
            progress.detail("suppressing");
            topics.ensure();
            messages.suppress(deployment.hash(user), now);
            progress.detail("database");
            rows(database);
            letGo(messages, progress);
            progress.detail("checkpoints");
            boolean flushed = checkpoints.once();
            progress.detail("offline store");
            parquet();
            progress.detail("checkpoints");
            olderCheckpoints(checkpoints.all() && flushed);
            // Rows of theirs that were deleted may have been on their way meanwhile.
            redis();
            // A snapshot since then may have read what Redis held until now.
            snapshots();
            aggregates();
            outcomes.addAll(topics.expiry(Instant.now()));
        }
        return new ErasureReport(erasureId, now, outcomes);
    }

    private void rows(boolean delete) {
        SourceRows rows = new SourceRows(deployment.jdbc());
        Map<String, Long> found = delete ? rows.delete(user) : rows.count(user);
        found.forEach(
                (table, count) ->
                        outcomes.add(
                                delete || count == 0
                                        ? StoreOutcome.erased("database " + table, count, "")
                                        : StoreOutcome.remains(
                                                "database " + table,
                                                count,
                                                "the application's own: delete them there, or run"
                                                        + " erase with --database; what is derived"
                                                        + " from them follows")));
    }

    private void letGo(Messages messages, Progress progress) {
        String kafka = deployment.kafka();
        try (Answers answers = new Answers(kafka, deployment.hash(user), erasureId)) {
            messages.toJobs(erasureId, user, deployment.settings().clock().instant());
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!answers.complete() && System.nanoTime() < until) {
                if (!answers.ranker()) {
                    messages.toRanker(erasureId, user, deployment.settings().clock().instant());
                }
                answers.await(ASK_AGAIN);
                progress.detail(answers.progress());
            }
            for (ErasingOperator operator : ErasingOperator.values()) {
                outcomes.add(outcome(operator, answers));
            }
            String store = "ranking memory (StateFun state)";
            outcomes.add(
                    answers.ranker()
                            ? StoreOutcome.erased(store, 0, "whatever there was")
                            : StoreOutcome.remains(store, 0, unanswered("the ranking function")));
        }
    }

    private static StoreOutcome outcome(ErasingOperator operator, Answers answers) {
        String store = operator.operator() + " (Flink state of " + operator.job() + ")";
        return answers.of(operator)
                .map(had -> StoreOutcome.erased(store, had ? 1 : 0, ""))
                .orElseGet(() -> StoreOutcome.remains(store, 0, unanswered(operator.job())));
    }

    private static String unanswered(String who) {
        return who
                + " did not answer within "
                + PATIENCE.toSeconds()
                + " s: start it, and run the same command again";
    }

    private void redis() {
        try (RedisErasure redis = new RedisErasure(deployment.redis(), REDIS_TIMEOUT)) {
            outcomes.add(
                    StoreOutcome.erased(
                            "redis features and last feed", redis.deleteKeysOf(user), "keys"));
            outcomes.add(
                    StoreOutcome.erased("redis served pages", redis.deletePagesOf(user), "keys"));
            outcomes.add(
                    redis.rewriteLog(PATIENCE)
                            ? StoreOutcome.erased("redis append-only file", 0, "written anew")
                            : StoreOutcome.remains(
                                    "redis append-only file",
                                    0,
                                    "Redis did not write it anew: send BGREWRITEAOF"));
        }
    }

    // A compaction beside it would bring rows back.
    @SuppressWarnings("try") // the lock is held, not used
    private void parquet() {
        try (OfflineLock lock = OfflineLock.take(deployment.offline());
                ParquetRows rows = new ParquetRows(deployment.offline())) {
            List<Path> open =
                    rows.tables().stream()
                            .flatMap(table -> rows.openFiles(table).stream())
                            .toList();
            checkpoints.once();
            // A file that was open when the jobs let go may hold the person: it is closed by the
            // checkpoint, and its rows are taken out like others.
            boolean closed =
                    Polling.until(PATIENCE, POLL, () -> open.stream().noneMatch(Files::exists));
            for (String table : rows.tables()) {
                if (table.equals(OfflineSchema.FEATURES)) {
                    // Last of all, in snapshots().
                    continue;
                }
                String store = "parquet " + table;
                long erased = rows.erase(table, user);
                outcomes.add(StoreOutcome.erased(store, erased, "rows"));
                if (!closed && !rows.openFiles(table).isEmpty()) {
                    outcomes.add(
                            StoreOutcome.remains(
                                    store + " (open files)",
                                    0,
                                    "their job does not close them: start it, and run the same"
                                            + " command again"));
                }
            }
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private void snapshots() {
        try (OfflineLock lock = OfflineLock.take(deployment.offline());
                ParquetRows rows = new ParquetRows(deployment.offline())) {
            long erased = rows.erase(OfflineSchema.FEATURES, user);
            outcomes.add(StoreOutcome.erased("parquet " + OfflineSchema.FEATURES, erased, "rows"));
        }
    }

    private void olderCheckpoints(boolean replaced) {
        String store = "checkpoints of before";
        outcomes.add(
                replaced
                        ? StoreOutcome.erased(store, 0, "newer ones took their place")
                        : StoreOutcome.expires(
                                store,
                                Instant.now().plus(Duration.ofHours(1)),
                                "as soon as each job has taken as many as it keeps; savepoints are"
                                        + " yours to delete"));
        outcomes.add(
                StoreOutcome.expires(
                        "event ids (Flink state)",
                        Instant.now().plus(deployment.settings().getDuration("jobs.dedupe-ttl-ms")),
                        "remembered to drop duplicates; they name no person unless the"
                                + " application puts one into them"));
    }

    private void aggregates() {
        Instant now = Instant.now();
        outcomes.add(
                StoreOutcome.expires(
                        "post-embeddings of their posts",
                        now.plus(TopicRetention.standard().longest()),
                        "if they wrote any: once the rows are deleted, tombstones take their place,"
                                + " and compaction the records before (max.compaction.lag.ms)"));
        outcomes.add(
                StoreOutcome.expires(
                        "an author's lists and counters (Flink state)",
                        now.plus(AUTHOR_KEPT),
                        "if they wrote posts: kept as long as nothing changes them"));
        outcomes.add(
                StoreOutcome.aggregate(
                        "post counters and lists", "sums over all readers, without who they were"));
        outcomes.add(
                StoreOutcome.aggregate(
                        "post vectors, post-embeddings and index snapshots",
                        "decayed means over readers; each reader goes in as a vector drawn at"
                                + " random from a hash of the id"));
        outcomes.add(
                StoreOutcome.aggregate(
                        "models", "weights fitted to all examples; no input names a person"));
    }
}

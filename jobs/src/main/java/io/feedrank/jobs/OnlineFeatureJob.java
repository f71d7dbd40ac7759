package io.feedrank.jobs;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.jobs.backfill.Backfill;
import io.feedrank.jobs.backfill.BackfillConfig;
import io.feedrank.jobs.online.OnlineTopology;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.sink.KafkaSinks;
import io.feedrank.jobs.sink.RedisSink;
import io.feedrank.jobs.source.KafkaSources;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps the online store: {@code flink run -c io.feedrank.jobs.OnlineFeatureJob job.jar
 * --kafka.bootstrap H:P --redis.uri U}.
 */
public final class OnlineFeatureJob {
    private static final String NAME = "online-features";

    private OnlineFeatureJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.execute(build(env, Settings.fromArgs(args)));
    }

    /**
     * Builds the job's graph between Kafka and Redis, also for whoever runs it in a process of
     * their own; returns the job's name.
     */
    public static String build(StreamExecutionEnvironment env, Settings settings) {
        BackfillConfig history = BackfillConfig.from(settings);
        JobConfig config = config(settings, history);
        KafkaSources sources = new KafkaSources(env, config, NAME);
        Backfill backfill = new Backfill(env, history, Path.of(config.connections().offlineDir()));
        OnlineTopology topology =
                OnlineTopology.build(
                        new OnlineTopology.Sources(
                                backfill.events(sources.events()),
                                backfill.posts(sources.changes("cdc-posts", Topics.CDC_POSTS)),
                                sources.changes(
                                        "cdc-relations",
                                        Topics.CDC_FOLLOWS,
                                        Topics.CDC_BLOCKS,
                                        Topics.CDC_USERS),
                                sources.towers(),
                                sources.suppressions(settings.get("erasure.key"))),
                        config);
        KafkaSinks kafka = new KafkaSinks(config.connections().kafkaBootstrap(), NAME);
        backfill.writes(topology.writes())
                .sinkTo(new RedisSink(config.connections().redisUri(), config.onlineCoalesce()))
                .name("online store")
                .uid("sink-redis");
        backfill.vectors(topology.vectors())
                .sinkTo(kafka.embeddings())
                .name("post-embeddings")
                .uid("sink-embeddings");
        topology.rejectedTowers()
                .sinkTo(kafka.towerDeadLetters())
                .name("rejected towers")
                .uid("sink-rejected-towers");
        backfill.letters("dead letters", topology.rejected())
                .sinkTo(kafka.deadLetters())
                .name("dead letters")
                .uid("sink-dead-letters");
        backfill.letters("late events", topology.late())
                .sinkTo(kafka.late())
                .name("late events")
                .uid("sink-late");
        topology.updates()
                .sinkTo(kafka.featureUpdates())
                .name("feature-updates")
                .uid("sink-feature-updates");
        topology.receipts().sinkTo(kafka.receipts()).name("erasure receipts").uid("sink-receipts");
        backfill.beginAnew(config.generation());
        return config.jobName(NAME);
    }

    /** A job that reads history meets events long before the changes of their posts. */
    private static JobConfig config(Settings settings, BackfillConfig history) {
        JobConfig config = JobConfig.from(settings);
        return history.active()
                ? config.withPostWait(settings.getDuration("backfill.post-wait-ms"))
                : config;
    }
}

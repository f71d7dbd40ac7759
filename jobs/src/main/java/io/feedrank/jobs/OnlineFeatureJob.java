package io.feedrank.jobs;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.jobs.online.OnlineTopology;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.sink.KafkaSinks;
import io.feedrank.jobs.sink.RedisSink;
import io.feedrank.jobs.source.KafkaSources;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps the online store: {@code flink run -c io.feedrank.jobs.OnlineFeatureJob job.jar
 * --kafka.bootstrap H:P --redis.uri U}.
 */
public final class OnlineFeatureJob {
    private static final String NAME = "online-features";

    private OnlineFeatureJob() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.fromArgs(args);
        JobConfig config = JobConfig.from(settings);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSources sources = new KafkaSources(env, config, NAME);
        OnlineTopology topology =
                OnlineTopology.build(
                        new OnlineTopology.Sources(
                                sources.events(),
                                sources.changes("cdc-posts", Topics.CDC_POSTS),
                                sources.changes(
                                        "cdc-relations",
                                        Topics.CDC_FOLLOWS,
                                        Topics.CDC_BLOCKS,
                                        Topics.CDC_USERS),
                                sources.towers(),
                                sources.suppressions(settings.get("erasure.key"))),
                        config);
        KafkaSinks kafka = new KafkaSinks(config.connections().kafkaBootstrap(), NAME);
        topology.writes()
                .sinkTo(new RedisSink(config.connections().redisUri(), config.onlineCoalesce()))
                .name("online store")
                .uid("sink-redis");
        topology.vectors()
                .sinkTo(kafka.embeddings())
                .name("post-embeddings")
                .uid("sink-embeddings");
        topology.rejectedTowers()
                .sinkTo(kafka.towerDeadLetters())
                .name("rejected towers")
                .uid("sink-rejected-towers");
        topology.rejected()
                .sinkTo(kafka.deadLetters())
                .name("dead letters")
                .uid("sink-dead-letters");
        topology.late().sinkTo(kafka.late()).name("late events").uid("sink-late");
        topology.receipts().sinkTo(kafka.receipts()).name("erasure receipts").uid("sink-receipts");
        env.execute(NAME);
    }
}

package io.feedrank.jobs;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.offline.EventColumns;
import io.feedrank.jobs.offline.ExampleColumns;
import io.feedrank.jobs.offline.OfflineTopology;
import io.feedrank.jobs.offline.PostColumns;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.sink.KafkaSinks;
import io.feedrank.jobs.sink.ParquetSinks;
import io.feedrank.jobs.source.KafkaSources;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes the offline store: {@code flink run -c io.feedrank.jobs.OfflineFeatureJob job.jar
 * --kafka.bootstrap H:P --offline.dir D}.
 */
public final class OfflineFeatureJob {
    private static final String NAME = "offline-features";

    /** Rows are to be seen at the next checkpoint, seconds later. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(100);

    private OfflineFeatureJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.execute(build(env, Settings.fromArgs(args)));
    }

    /** Builds the job; returns its name. */
    static String build(StreamExecutionEnvironment env, Settings settings) {
        JobConfig config = JobConfig.from(settings);
        env.setBufferTimeout(BUFFER_TIMEOUT.toMillis());
        KafkaSources sources = new KafkaSources(env, config, NAME);
        OfflineTopology topology =
                OfflineTopology.build(
                        sources.events(),
                        sources.changes("cdc-posts", Topics.CDC_POSTS),
                        sources.suppressions(settings.get("erasure.key")),
                        config);
        String root = config.connections().offlineDir();
        topology.events()
                .sinkTo(
                        ParquetSinks.table(
                                root,
                                OfflineSchema.EVENTS,
                                OfflineSchema.events(),
                                new EventColumns()))
                .name("events")
                .uid("sink-events");
        topology.examples()
                .sinkTo(
                        ParquetSinks.table(
                                root,
                                OfflineSchema.TRAINING_EXAMPLES,
                                OfflineSchema.trainingExamples(FeatureCatalog.standard()),
                                new ExampleColumns()))
                .name("training examples")
                .uid("sink-training-examples");
        topology.posts()
                .sinkTo(
                        ParquetSinks.table(
                                root,
                                OfflineSchema.POSTS,
                                OfflineSchema.posts(),
                                new PostColumns()))
                .name("posts")
                .uid("sink-posts");
        KafkaSinks kafka = new KafkaSinks(config.connections().kafkaBootstrap(), NAME);
        topology.rejected()
                .sinkTo(kafka.deadLetters())
                .name("dead letters")
                .uid("sink-dead-letters");
        topology.late().sinkTo(kafka.late()).name("late events").uid("sink-late");
        topology.receipts().sinkTo(kafka.receipts()).name("erasure receipts").uid("sink-receipts");
        return NAME;
    }
}

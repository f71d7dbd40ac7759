package io.feedrank.jobs;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.backfill.History;
import io.feedrank.jobs.backfill.LateEvents;
import io.feedrank.jobs.offline.EventColumns;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.sink.ParquetSinks;
import io.feedrank.jobs.source.KafkaSources;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Brings {@code feed-events.late} into table {@code events} and ends: {@code flink run -c
 * io.feedrank.jobs.LateEventsJob job.jar --kafka.bootstrap H:P --offline.dir D}. What is there
 * already is not brought in twice.
 */
public final class LateEventsJob {
    private static final String NAME = "late-events";

    private LateEventsJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.execute(build(env, Settings.fromArgs(args)));
    }

    /** Builds the job; returns its name. */
    static String build(StreamExecutionEnvironment env, Settings settings) {
        JobConfig config = JobConfig.from(settings);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        String root = config.connections().offlineDir();
        Instant since = Instant.ofEpochMilli(settings.getLong("backfill.since-ms"));
        long untilMs = settings.getLong("backfill.until-ms");
        Instant until =
                untilMs == 0 ? config.eventTime().clock().instant() : Instant.ofEpochMilli(untilMs);
        KafkaSources sources = new KafkaSources(env, config, NAME);
        History history = new History(env, Path.of(root));
        DataStream<Change> posts = sources.changesUntilNow("cdc-posts", Topics.CDC_POSTS);
        LateEvents.build(
                        LateEvents.within(sources.lateEvents(), since, until),
                        history.posts().map(posts::union).orElse(posts),
                        sources.suppressionsUntilNow(settings.get("erasure.key")),
                        history.rows(since, until),
                        config)
                .sinkTo(
                        ParquetSinks.table(
                                root,
                                OfflineSchema.EVENTS,
                                OfflineSchema.events(),
                                new EventColumns()))
                .name("events")
                .uid("sink-events");
        return NAME;
    }
}

package io.feedrank.jobs;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.offline.OfflineTopology;
import io.feedrank.jobs.online.OnlineItems;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TrainingExample;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The operators of both topologies; the offline one whole, on a cluster in the test's process. */
@SuppressWarnings("try") // close() declares Exception
final class Topologies {
    private static final int POSTS = 6;

    private Topologies() {}

    static String authorOf(String postId) {
        return "author" + Integer.parseInt(postId.substring(1)) % 2;
    }

    /** What is written of authors once all of {@code touches} came, in this order. */
    static List<OnlineWrite> online(
            FeatureCatalog catalog, List<PostTouch> touches, JobConfig config) throws Exception {
        return OnlineItems.writes(catalog, posts(), touches, config);
    }

    /** The training examples of {@code touches}. */
    static List<TrainingExample> offline(FeatureCatalog catalog, List<PostTouch> touches)
            throws Exception {
        StreamExecutionEnvironment env = environment();
        return collected(
                OfflineTopology.build(
                                events(env, touches),
                                stream(
                                                env,
                                                List.<Change>copyOf(posts()),
                                                RecordType.CHANGE.<Change>info())
                                        .assignTimestampsAndWatermarks(
                                                WatermarkStrategy.noWatermarks()),
                                new Suppressions(nobody(env), Broadcasts.NOBODY),
                                catalog,
                                Touches.CONFIG)
                        .examples());
    }

    /** A list that ends at once; an empty collection is no source. */
    private static DataStream<Suppression> nobody(StreamExecutionEnvironment env) {
        List<Suppression> lifted = List.of(new Suppression("of nobody", true));
        return stream(env, lifted, RecordType.SUPPRESSION.<Suppression>info())
                .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks());
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

        env.setBufferTimeout(0);
        return env;
    }

    private static DataStream<SourceEvent> events(
            StreamExecutionEnvironment env, List<PostTouch> touches) {
        List<SourceEvent> events =
                touches.stream().map(touch -> SourceEvent.of(touch.event())).toList();
        return stream(env, events, RecordType.SOURCE_EVENT.<SourceEvent>info())
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<SourceEvent>noWatermarks()
                                .withTimestampAssigner(
                                        (event, kept) -> event.event().eventTime().toEpochMilli()));
    }

    private static List<PostChange> posts() {
        List<PostChange> posts = new ArrayList<>();
        for (int post = 0; post < POSTS; post++) {
            posts.add(Touches.post("p" + post, "topic", authorOf("p" + post)));
        }
        return posts;
    }

    private static <T> DataStream<T> stream(
            StreamExecutionEnvironment env, List<T> elements, TypeInformation<T> type) {
        @SuppressWarnings("unchecked") // toArray of a list of T
        T[] array = (T[]) elements.toArray();
        return env.fromData(type, array);
    }

    private static <T> List<T> collected(DataStream<T> stream) throws Exception {
        List<T> collected = new ArrayList<>();
        try (var results = stream.executeAndCollect()) {
            results.forEachRemaining(collected::add);
        }
        return collected;
    }
}

package io.feedrank.jobs.offline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.intake.Intake;
import io.feedrank.jobs.record.CapturedPost;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.TrainingExample;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From events and changes to the tables of the offline store.
 *
 * @param events one an event and captured post, as they come
 * @param examples one an impression and post, when its label window is closed
 * @param posts one a change of a row
 */
public record OfflineTopology(
        DataStream<PostTouch> events,
        DataStream<TrainingExample> examples,
        DataStream<CapturedPost> posts,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late) {

    /**
     * Builds it.
     *
     * @param posts changes of {@code posts} alone
     */
    public static OfflineTopology build(
            DataStream<SourceEvent> events, DataStream<Change> posts, JobConfig config) {
        return build(events, posts, FeatureCatalog.standard(), config);
    }

    /** Builds it for the features of a catalog of the caller's. */
    public static OfflineTopology build(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            FeatureCatalog catalog,
            JobConfig config) {
        Intake intake = Intake.build(events, config);
        SingleOutputStreamOperator<EnrichedTouch> touches =
                intake.touches()
                        .keyBy(PostTouch::postId)
                        .connect(posts.keyBy(change -> ((Change.PostChange) change).postId()))
                        .process(new OfflinePostFunction(config, catalog))
                        .returns(RecordType.ENRICHED_TOUCH.<EnrichedTouch>info())
                        .name("post columns")
                        .uid("post-columns");
        SingleOutputStreamOperator<TrainingExample> examples =
                withColumns(withColumns(touches, Entity.AUTHOR, catalog), Entity.TOPIC, catalog)
                        .keyBy(EnrichedTouch::userId)
                        .process(new OfflineUserFunction(config, catalog))
                        .returns(RecordType.TRAINING_EXAMPLE.<TrainingExample>info())
                        .name("training examples")
                        .uid("training-examples");
        return new OfflineTopology(
                touches.getSideOutput(OfflineOutputs.ACCEPTED),
                examples,
                touches.getSideOutput(OfflineOutputs.POSTS),
                intake.rejected().union(touches.getSideOutput(DeadLetters.REJECTED)),
                intake.late());
    }

    private static DataStream<EnrichedTouch> withColumns(
            DataStream<EnrichedTouch> touches, Entity entity, FeatureCatalog catalog) {
        if (catalog.layouts(entity).isEmpty()) {
            return touches;
        }
        return touches.keyBy(touch -> OfflineEntityFunction.keyOf(entity, touch))
                .process(new OfflineEntityFunction(catalog, entity))
                .returns(RecordType.ENRICHED_TOUCH.<EnrichedTouch>info())
                .name(entity.id() + " columns")
                .uid(entity.id() + "-columns");
    }
}

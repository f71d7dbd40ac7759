package io.feedrank.jobs.offline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.intake.Intake;
import io.feedrank.jobs.record.CapturedPost;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.Receipt;
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
 * @param receipts of what let go of a user
 */
public record OfflineTopology(
        DataStream<PostTouch> events,
        DataStream<TrainingExample> examples,
        DataStream<CapturedPost> posts,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late,
        DataStream<Receipt> receipts) {

    /**
     * Builds it.
     *
     * @param posts changes of {@code posts} alone
     */
    public static OfflineTopology build(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            Suppressions suppressions,
            JobConfig config) {
        return build(events, posts, suppressions, FeatureCatalog.standard(), config);
    }

    /** Builds it for the features of a catalog of the caller's. */
    public static OfflineTopology build(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            Suppressions suppressions,
            FeatureCatalog catalog,
            JobConfig config) {
        Intake intake = Intake.build(events, suppressions, config);
        SingleOutputStreamOperator<EnrichedTouch> touches =
                intake.touches()
                        .keyBy(PostTouch::postId)
                        .connect(
                                Intake.posts(posts, suppressions)
                                        .keyBy(change -> ((Change.PostChange) change).postId()))
                        .process(new OfflinePostFunction(config, catalog))
                        .returns(RecordType.ENRICHED_TOUCH.<EnrichedTouch>info())
                        .name("post columns")
                        .uid("post-columns");
        SingleOutputStreamOperator<TrainingExample> examples =
                withColumns(withColumns(touches, Entity.AUTHOR, catalog), Entity.TOPIC, catalog)
                        .union(intake.erasures())
                        .keyBy(EnrichedTouch::userId)
                        .connect(suppressions.broadcast())
                        .process(new OfflineUserFunction(config, catalog, suppressions.users()))
                        .returns(RecordType.TRAINING_EXAMPLE.<TrainingExample>info())
                        .name("training examples")
                        .uid("training-examples");
        return new OfflineTopology(
                suppressions.without(
                        touches.getSideOutput(OfflineOutputs.ACCEPTED),
                        "accepted-of-known",
                        PostTouch::userId),
                examples,
                touches.getSideOutput(OfflineOutputs.POSTS),
                suppressions.without(
                        intake.rejected().union(touches.getSideOutput(DeadLetters.REJECTED)),
                        "rejected-of-known",
                        Intake::userOf),
                intake.late(),
                examples.getSideOutput(ErasableFunction.RECEIPTS));
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

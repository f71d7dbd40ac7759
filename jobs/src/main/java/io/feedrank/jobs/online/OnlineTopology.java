package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.intake.Intake;
import io.feedrank.jobs.record.AuditRecord;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.Receipt;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.TowerRecord;
import io.feedrank.jobs.record.Unhurried;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From events and changes to values of the online store and post vectors.
 *
 * @param writes values for the online store
 * @param vectors for {@code post-embeddings}
 * @param rejectedTowers records of {@code text-towers} that can't be used
 * @param updates that were taken in, of the share that is audited
 * @param receipts of what let go of a user
 */
public record OnlineTopology(
        DataStream<OnlineWrite> writes,
        DataStream<PostVector> vectors,
        DataStream<DeadLetter> rejectedTowers,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late,
        DataStream<AuditRecord> updates,
        DataStream<Receipt> receipts) {

    /**
     * What it reads.
     *
     * @param posts changes of {@code posts} alone
     * @param relations changes of {@code users}, {@code follows} and {@code blocks}
     * @param towers the text tower in use, whenever it changes
     */
    public record Sources(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            DataStream<Change> relations,
            DataStream<TowerRecord> towers,
            Suppressions suppressions) {}

    /** Builds it. */
    public static OnlineTopology build(Sources sources, JobConfig config) {
        return build(sources, FeatureCatalog.standard(), config);
    }

    /** Builds it for the features of a catalog of the caller's. */
    public static OnlineTopology build(Sources sources, FeatureCatalog catalog, JobConfig config) {
        Suppressions suppressions = sources.suppressions();
        Intake intake = Intake.build(sources.events(), suppressions, config);
        SingleOutputStreamOperator<EnrichedTouch> touches =
                intake.touches()
                        .keyBy(PostTouch::postId)
                        .connect(
                                Intake.posts(sources.posts(), suppressions)
                                        .keyBy(OnlineTopology::postOf))
                        .process(new OnlinePostFunction(config, catalog))
                        .returns(RecordType.ENRICHED_TOUCH.<EnrichedTouch>info())
                        .name("post features")
                        .uid("post-features");
        SingleOutputStreamOperator<OnlineWrite> users =
                touches.union(intake.erasures())
                        .keyBy(EnrichedTouch::userId)
                        .connect(suppressions.broadcast())
                        .process(new OnlineUserFunction(config, catalog, suppressions.users()))
                        .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                        .name("user features")
                        .uid("user-features");
        SingleOutputStreamOperator<OnlineWrite> items =
                Unhurried.waiting(
                        Unhurried.sideOutput(touches.getSideOutput(OnlineOutputs.ITEMS), "items")
                                .keyBy(EntityTouch::key)
                                .process(new OnlineEntityFunction(config, catalog))
                                .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                                .name("author and topic features")
                                .uid("item-features"));
        DataStream<OnlineWrite> lists =
                Unhurried.waiting(
                        Unhurried.sideOutput(touches.getSideOutput(OnlineOutputs.LISTED), "listed")
                                .keyBy(ListedPost::listKey)
                                .process(new RankedPostsFunction(config))
                                .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                                .name("ranked posts")
                                .uid("ranked-posts"));
        SingleOutputStreamOperator<OnlineWrite> graph =
                Unhurried.waiting(
                        sources.relations()
                                .union(intake.leavers())
                                .keyBy(UserGraphFunction::userOf)
                                .connect(suppressions.broadcast())
                                .process(new UserGraphFunction(config, suppressions.users()))
                                .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                                .name("user graph")
                                .uid("user-graph"));
        SingleOutputStreamOperator<PostVector> vectors =
                Unhurried.sideOutput(touches.getSideOutput(OnlineOutputs.VECTORS), "readers")
                        .keyBy(ReaderVector::postId)
                        .connect(sources.towers().broadcast(TowerInUse.STATE))
                        .process(new PostVectorFunction(config.eventTime().clockOffset()))
                        .returns(RecordType.POST_VECTOR.<PostVector>info())
                        .name("post vectors")
                        .uid("post-vectors");
        return new OnlineTopology(
                touches.getSideOutput(OnlineOutputs.WRITES).union(users, items, lists, graph),
                vectors,
                vectors.getSideOutput(OnlineOutputs.REJECTED_TOWERS),
                suppressions.without(
                        intake.rejected()
                                .union(
                                        Unhurried.sideOutput(
                                                touches.getSideOutput(DeadLetters.REJECTED),
                                                "unknown-posts")),
                        "rejected-of-known",
                        Intake::userOf),
                intake.late(),
                audited(touches, "posts").union(audited(users, "users"), audited(items, "items")),
                users.getSideOutput(ErasableFunction.RECEIPTS)
                        .union(graph.getSideOutput(ErasableFunction.RECEIPTS)));
    }

    private static DataStream<AuditRecord> audited(
            SingleOutputStreamOperator<?> operator, String of) {
        return Unhurried.sideOutput(operator.getSideOutput(OnlineOutputs.AUDIT), "audited-" + of);
    }

    private static String postOf(Change change) {
        return ((Change.PostChange) change).postId();
    }
}

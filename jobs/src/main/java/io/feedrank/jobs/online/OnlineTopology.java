package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.intake.Intake;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.TowerRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From events and changes to values of the online store and post vectors.
 *
 * @param writes values for the online store
 * @param vectors for {@code post-embeddings}
 * @param rejectedTowers records of {@code text-towers} that can't be used
 */
public record OnlineTopology(
        DataStream<OnlineWrite> writes,
        DataStream<PostVector> vectors,
        DataStream<DeadLetter> rejectedTowers,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late) {

    /**
     * Builds it.
     *
     * @param posts changes of {@code posts} alone
     * @param relations changes of {@code users}, {@code follows} and {@code blocks}
     * @param towers the text tower in use, whenever it changes
     */
    public static OnlineTopology build(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            DataStream<Change> relations,
            DataStream<TowerRecord> towers,
            JobConfig config) {
        return build(
                new Sources(events, posts, relations, towers), FeatureCatalog.standard(), config);
    }

    /**
     * What it reads; see {@link #build(DataStream, DataStream, DataStream, DataStream, JobConfig)}.
     */
    public record Sources(
            DataStream<SourceEvent> events,
            DataStream<Change> posts,
            DataStream<Change> relations,
            DataStream<TowerRecord> towers) {}

    /** Builds it for the features of a catalog of the caller's. */
    public static OnlineTopology build(Sources sources, FeatureCatalog catalog, JobConfig config) {
        DataStream<SourceEvent> events = sources.events();
        DataStream<Change> posts = sources.posts();
        DataStream<Change> relations = sources.relations();
        DataStream<TowerRecord> towers = sources.towers();
        Intake intake = Intake.build(events, config);
        SingleOutputStreamOperator<EnrichedTouch> touches =
                intake.touches()
                        .keyBy(PostTouch::postId)
                        .connect(posts.keyBy(OnlineTopology::postOf))
                        .process(new OnlinePostFunction(config, catalog))
                        .returns(RecordType.ENRICHED_TOUCH.<EnrichedTouch>info())
                        .name("post features")
                        .uid("post-features");
        DataStream<OnlineWrite> users =
                touches.keyBy(EnrichedTouch::userId)
                        .process(new OnlineUserFunction(config, catalog))
                        .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                        .name("user features")
                        .uid("user-features");
        DataStream<OnlineWrite> items =
                touches.getSideOutput(OnlineOutputs.ITEMS)
                        .keyBy(EntityTouch::key)
                        .process(new OnlineEntityFunction(config, catalog))
                        .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                        .name("author and topic features")
                        .uid("item-features");
        DataStream<OnlineWrite> lists =
                touches.getSideOutput(OnlineOutputs.LISTED)
                        .keyBy(ListedPost::listKey)
                        .process(new RankedPostsFunction(config))
                        .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                        .name("ranked posts")
                        .uid("ranked-posts");
        DataStream<OnlineWrite> graph =
                relations
                        .keyBy(UserGraphFunction::userOf)
                        .process(new UserGraphFunction(config))
                        .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                        .name("user graph")
                        .uid("user-graph");
        SingleOutputStreamOperator<PostVector> vectors =
                touches.getSideOutput(OnlineOutputs.VECTORS)
                        .keyBy(ReaderVector::postId)
                        .connect(towers.broadcast(TowerInUse.STATE))
                        .process(new PostVectorFunction(config.eventTime().clockOffset()))
                        .returns(RecordType.POST_VECTOR.<PostVector>info())
                        .name("post vectors")
                        .uid("post-vectors");
        return new OnlineTopology(
                touches.getSideOutput(OnlineOutputs.WRITES).union(users, items, lists, graph),
                vectors,
                vectors.getSideOutput(OnlineOutputs.REJECTED_TOWERS),
                intake.rejected().union(touches.getSideOutput(DeadLetters.REJECTED)),
                intake.late());
    }

    private static String postOf(Change change) {
        return ((Change.PostChange) change).postId();
    }
}

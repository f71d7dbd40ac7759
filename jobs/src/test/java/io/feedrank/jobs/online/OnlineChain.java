package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.OperatorChain;
import io.feedrank.jobs.intake.DedupeHarness;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TowerRecord;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** All operators of the online job that keep state. */
@SuppressWarnings("try") // close() declares Exception
public final class OnlineChain extends OperatorChain {
    private final Consumer<OnlineWrite> store;
    private final KeyedBroadcastOperatorTestHarness<String, SourceEvent, Suppression, PostTouch>
            dedupe;
    private final KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
            posts;
    private final KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
            users;
    private final KeyedOneInputStreamOperatorTestHarness<String, EntityTouch, OnlineWrite> items;
    private final KeyedOneInputStreamOperatorTestHarness<String, ListedPost, OnlineWrite> lists;
    private final KeyedBroadcastOperatorTestHarness<String, Change, Suppression, OnlineWrite> graph;
    private final KeyedBroadcastOperatorTestHarness<String, ReaderVector, TowerRecord, PostVector>
            vectors;

    /**
     * The operators, open.
     *
     * @param store is given each value that is written
     */
    public OnlineChain(JobConfig config, Consumer<OnlineWrite> store) throws Exception {
        FeatureCatalog catalog = FeatureCatalog.standard();
        this.store = store;
        dedupe = add("dedupe", DedupeHarness.open(config));
        posts = add("post features", openPosts(config));
        users =
                add(
                        "user features",
                        Broadcasts.open(
                                new OnlineUserFunction(config, catalog, Broadcasts.NOBODY),
                                EnrichedTouch::userId,
                                RecordType.ONLINE_WRITE));
        items =
                add(
                        "author and topic features",
                        opened(
                                new KeyedOneInputStreamOperatorTestHarness<>(
                                        new KeyedProcessOperator<>(
                                                new OnlineEntityFunction(config, catalog)),
                                        EntityTouch::key,
                                        Types.STRING),
                                RecordType.ONLINE_WRITE));
        lists =
                add(
                        "ranked posts",
                        opened(
                                new KeyedOneInputStreamOperatorTestHarness<>(
                                        new KeyedProcessOperator<>(new RankedPostsFunction(config)),
                                        ListedPost::listKey,
                                        Types.STRING),
                                RecordType.ONLINE_WRITE));
        graph =
                add(
                        "user graph",
                        Broadcasts.open(
                                new UserGraphFunction(config, Broadcasts.NOBODY),
                                UserGraphFunction::userOf,
                                RecordType.ONLINE_WRITE));
        vectors = add("post vectors", openVectors(config));
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
            openPosts(JobConfig config) throws Exception {
        return opened(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new OnlinePostFunction(config)),
                        PostTouch::postId,
                        change -> ((PostChange) change).postId(),
                        Types.STRING),
                RecordType.ENRICHED_TOUCH);
    }

    private static KeyedBroadcastOperatorTestHarness<String, ReaderVector, TowerRecord, PostVector>
            openVectors(JobConfig config) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new PostVectorFunction(config.eventTime().clockOffset()),
                                List.of(TowerInUse.STATE)),
                        ReaderVector::postId,
                        Types.STRING,
                        1,
                        1,
                        0),
                RecordType.POST_VECTOR);
    }

    /** A row changed. */
    public void row(Change change) throws Exception {
        if (change instanceof PostChange) {
            posts.processElement2(change, 0);
        } else {
            graph.processElement(change, 0);
        }
    }

    /** An event comes. */
    public void event(Event event) throws Exception {
        dedupe.processElement(SourceEvent.of(event), event.eventTime().toEpochMilli());
        for (PostTouch touch : sent(dedupe)) {
            posts.processElement1(touch, touch.event().eventTime().toEpochMilli());
        }
    }

    @Override
    protected void passOn() throws Exception {
        for (EnrichedTouch touch : sent(posts)) {
            users.processElement(touch, touch.touch().event().eventTime().toEpochMilli());
        }
        for (EntityTouch touch : sent(posts, OnlineOutputs.ITEMS)) {
            items.processElement(touch, 0);
        }
        for (ListedPost listed : sent(posts, OnlineOutputs.LISTED)) {
            lists.processElement(listed, 0);
        }
        for (ReaderVector readers : sent(posts, OnlineOutputs.VECTORS)) {
            vectors.processElement(readers, 0);
        }
        sent(posts, OnlineOutputs.WRITES).forEach(store);
        sent(users).forEach(store);
        sent(items).forEach(store);
        sent(lists).forEach(store);
        sent(graph).forEach(store);
        sent(vectors);
    }
}

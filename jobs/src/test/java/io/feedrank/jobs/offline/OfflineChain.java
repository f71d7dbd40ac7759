package io.feedrank.jobs.offline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.OperatorChain;
import io.feedrank.jobs.intake.DedupeHarness;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** All operators of the offline job that keep state. */
@SuppressWarnings("try") // close() declares Exception
public final class OfflineChain extends OperatorChain {
    private final KeyedBroadcastOperatorTestHarness<String, SourceEvent, Suppression, PostTouch>
            dedupe;
    private final KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
            posts;
    private final List<KeyedOneInputStreamOperatorTestHarness<String, EnrichedTouch, EnrichedTouch>>
            items;
    private final KeyedBroadcastOperatorTestHarness<
                    String, EnrichedTouch, Suppression, TrainingExample>
            users;
    private long examples;

    /** The operators, open. */
    public OfflineChain(JobConfig config) throws Exception {
        dedupe = add("dedupe", DedupeHarness.open(config));
        posts =
                add(
                        "post columns",
                        opened(
                                new KeyedTwoInputStreamOperatorTestHarness<>(
                                        new KeyedCoProcessOperator<>(
                                                new OfflinePostFunction(config)),
                                        PostTouch::postId,
                                        change -> ((PostChange) change).postId(),
                                        Types.STRING),
                                RecordType.ENRICHED_TOUCH));
        posts.processWatermark2(new Watermark(Long.MAX_VALUE - 1));
        items = List.of(item(Entity.AUTHOR), item(Entity.TOPIC));
        users =
                add(
                        "training examples",
                        Broadcasts.open(
                                new OfflineUserFunction(
                                        config, FeatureCatalog.standard(), Broadcasts.NOBODY),
                                EnrichedTouch::userId,
                                RecordType.TRAINING_EXAMPLE));
    }

    private KeyedOneInputStreamOperatorTestHarness<String, EnrichedTouch, EnrichedTouch> item(
            Entity entity) throws Exception {
        return add(
                entity.id() + " columns",
                opened(
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(
                                        new OfflineEntityFunction(
                                                FeatureCatalog.standard(), entity)),
                                touch -> OfflineEntityFunction.keyOf(entity, touch),
                                Types.STRING),
                        RecordType.ENRICHED_TOUCH));
    }

    /** A row of a post changed. */
    public void row(PostChange change) throws Exception {
        posts.processElement2(change, 0);
    }

    /** An event comes. */
    public void event(Event event) throws Exception {
        dedupe.processElement(SourceEvent.of(event), event.eventTime().toEpochMilli());
        for (PostTouch touch : sent(dedupe)) {
            posts.processElement1(touch, touch.event().eventTime().toEpochMilli());
        }
    }

    /** Event time is there too. */
    @Override
    public void time(Instant now) throws Exception {
        super.time(now);
        long watermark = now.toEpochMilli() - 1;
        dedupe.processWatermark(watermark);
        posts.processWatermark1(new Watermark(watermark));
        passOn();
        for (KeyedOneInputStreamOperatorTestHarness<?, ?, ?> item : items) {
            item.processWatermark(watermark);
            passOn();
        }
        users.processWatermark(watermark);
        passOn();
    }

    @Override
    protected void passOn() throws Exception {
        sent(posts, OfflineOutputs.ACCEPTED);
        sent(posts, OfflineOutputs.POSTS);
        List<EnrichedTouch> touches = sent(posts);
        for (KeyedOneInputStreamOperatorTestHarness<String, EnrichedTouch, EnrichedTouch> item :
                items) {
            for (EnrichedTouch touch : touches) {
                item.processElement(touch, touch.touch().event().eventTime().toEpochMilli());
            }
            touches = sent(item);
        }
        for (EnrichedTouch touch : touches) {
            users.processElement(touch, touch.touch().event().eventTime().toEpochMilli());
        }
        examples += sent(users).size();
    }

    /** Training examples so far. */
    public long examples() {
        return examples;
    }
}

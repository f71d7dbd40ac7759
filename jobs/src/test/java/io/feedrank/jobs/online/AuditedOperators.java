package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The online operators of posts, users, authors and topics, everything audited, with the online
 * store that they write to and the topic of updates. Its clock is at {@link Touches#NOON}.
 */
@SuppressWarnings("try") // close() declares Exception
final class AuditedOperators implements AutoCloseable {
    /** State of all of them. */
    record Checkpoint(
            OperatorSubtaskState posts, OperatorSubtaskState users, OperatorSubtaskState items) {}

    private final JobConfig config;
    private final Map<OnlineKey, VersionedValue> store = new HashMap<>();
    private final List<FeatureUpdate> trail = new ArrayList<>();
    private final Map<Object, Integer> taken = new HashMap<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts;
    private KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
            users;
    private KeyedOneInputStreamOperatorTestHarness<String, EntityTouch, OnlineWrite> items;
    private long processingTime;

    AuditedOperators(AuditShare share) throws Exception {
        JobConfig of = Touches.CONFIG;
        JobConfig.EventTime time = of.eventTime();
        this.config =
                new JobConfig(
                        of.connections(),
                        new JobConfig.EventTime(
                                time.outOfOrderness(),
                                time.allowedLateness(),
                                time.postWait(),
                                time.labelWindow(),
                                Duration.between(Clock.systemUTC().instant(), Touches.NOON)),
                        of.onlineCoalesce(),
                        of.dedupeTtl(),
                        of.generation(),
                        share);
        open(null);
    }

    private void open(@Nullable Checkpoint checkpoint) throws Exception {
        taken.clear();
        processingTime = 0;
        posts =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new OnlinePostFunction(config)),
                        PostTouch::postId,
                        change -> ((PostChange) change).postId(),
                        Types.STRING);
        open(posts, RecordType.ENRICHED_TOUCH, checkpoint == null ? null : checkpoint.posts());
        users =
                Broadcasts.restored(
                        new OnlineUserFunction(
                                config, FeatureCatalog.standard(), Broadcasts.NOBODY),
                        EnrichedTouch::userId,
                        RecordType.ONLINE_WRITE,
                        checkpoint == null ? null : checkpoint.users());
        items =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new OnlineEntityFunction(config, FeatureCatalog.standard())),
                        EntityTouch::key,
                        Types.STRING);
        open(items, RecordType.ONLINE_WRITE, checkpoint == null ? null : checkpoint.items());
    }

    private static <T> void open(
            AbstractStreamOperatorTestHarness<T> harness,
            RecordType out,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        harness.setup(out.<T>info().createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(0);
    }

    void change(PostChange change) throws Exception {
        posts.processElement2(change, 0);
        passOn();
    }

    void touch(PostTouch touch) throws Exception {
        posts.processElement1(touch, touch.event().eventTime().toEpochMilli());
        passOn();
    }

    private void passOn() throws Exception {
        for (EnrichedTouch touch : fresh(posts.extractOutputValues(), "touches")) {
            users.processElement(touch, 0);
        }
        for (EntityTouch touch : side(posts, OnlineOutputs.ITEMS)) {
            items.processElement(touch, 0);
        }
        side(posts, OnlineOutputs.AUDIT).forEach(record -> trail.add(record.update()));
        side(users, OnlineOutputs.AUDIT).forEach(record -> trail.add(record.update()));
        side(items, OnlineOutputs.AUDIT).forEach(record -> trail.add(record.update()));
        side(posts, OnlineOutputs.WRITES).forEach(this::write);
    }

    /** What was gathered is written. */
    void flush() throws Exception {
        processingTime += 1_000;
        posts.setProcessingTime(processingTime);
        users.setProcessingTime(processingTime);
        items.setProcessingTime(processingTime);
        passOn();
        fresh(users.extractOutputValues(), "of users").forEach(this::write);
        fresh(items.extractOutputValues(), "of items").forEach(this::write);
    }

    private void write(OnlineWrite write) {
        VersionedValue value = write.value();
        VersionedValue before = store.get(write.key());
        if (before == null || before.sequence() <= value.sequence()) {
            store.put(write.key(), value);
        }
    }

    Checkpoint checkpoint() throws Exception {
        return new Checkpoint(posts.snapshot(1, 1), users.snapshot(1, 1), items.snapshot(1, 1));
    }

    /** The job fails, and goes on from there. */
    void restore(Checkpoint checkpoint) throws Exception {
        long before = config.eventTime().clock().millis();
        close();
        while (config.eventTime().clock().millis() == before) {
            Thread.onSpinWait();
        }
        open(checkpoint);
    }

    Map<OnlineKey, VersionedValue> store() {
        return store;
    }

    /** All updates so far, in the order of the topic. */
    List<FeatureUpdate> trail() {
        return trail;
    }

    private <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : fresh(
                        records.stream().map(StreamRecord::getValue).toList(),
                        List.of(System.identityHashCode(harness), tag.getId()));
    }

    private <T> List<T> fresh(List<T> all, Object what) {
        int from = taken.getOrDefault(what, 0);
        taken.put(what, all.size());
        return all.subList(from, all.size());
    }

    @Override
    public void close() throws Exception {
        posts.close();
        users.close();
        items.close();
    }
}

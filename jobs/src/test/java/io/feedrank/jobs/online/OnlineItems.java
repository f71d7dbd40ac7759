package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The online operators of posts, and of authors and topics, in a row. */
@SuppressWarnings("try") // close() declares Exception
public final class OnlineItems {
    private OnlineItems() {}

    /** What is written of posts once all of {@code touches} came, in this order. */
    public static List<OnlineWrite> ofPosts(
            FeatureCatalog catalog,
            List<PostChange> rows,
            List<PostTouch> touches,
            JobConfig config)
            throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                posts =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new OnlinePostFunction(config, catalog)),
                                PostTouch::postId,
                                change -> ((PostChange) change).postId(),
                                Types.STRING)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.open();
            for (PostChange row : rows) {
                posts.processElement2(row, 0);
            }
            for (PostTouch touch : touches) {
                posts.processElement1(touch, touch.event().eventTime().toEpochMilli());
            }
            posts.setProcessingTime(10_000);
            return posts.getSideOutput(OnlineOutputs.WRITES).stream()
                    .map(StreamRecord::getValue)
                    .toList();
        }
    }

    /** What is written of authors and topics once all of {@code touches} came, in this order. */
    public static List<OnlineWrite> writes(
            FeatureCatalog catalog,
            List<PostChange> rows,
            List<PostTouch> touches,
            JobConfig config)
            throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                        posts =
                                new KeyedTwoInputStreamOperatorTestHarness<>(
                                        new KeyedCoProcessOperator<>(
                                                new OnlinePostFunction(config, catalog)),
                                        PostTouch::postId,
                                        change -> ((PostChange) change).postId(),
                                        Types.STRING);
                KeyedOneInputStreamOperatorTestHarness<String, EntityTouch, OnlineWrite> items =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(
                                        new OnlineEntityFunction(config, catalog)),
                                EntityTouch::key,
                                Types.STRING)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            items.setup(
                    RecordType.ONLINE_WRITE
                            .<OnlineWrite>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.open();
            items.open();
            for (PostChange row : rows) {
                posts.processElement2(row, 0);
            }
            for (PostTouch touch : touches) {
                posts.processElement1(touch, touch.event().eventTime().toEpochMilli());
            }
            for (StreamRecord<EntityTouch> touch : posts.getSideOutput(OnlineOutputs.ITEMS)) {
                items.processElement(touch.getValue(), 0);
            }
            items.setProcessingTime(10_000);
            return items.extractOutputValues();
        }
    }
}

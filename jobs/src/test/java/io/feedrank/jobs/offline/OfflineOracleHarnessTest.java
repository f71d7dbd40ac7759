package io.feedrank.jobs.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * Both operators in a row, fed out of order within the lateness, against a loop over the raw events
 * for each example.
 */
@SuppressWarnings("try") // close() declares Exception
class OfflineOracleHarnessTest {
    private static final int OUT_OF_ORDER_MS = 4_000;

    @Test
    void every_training_example_equals_the_naive_loop() throws Exception {
        List<PostTouch> touches = touches(new Random(5), 1_500);
        List<TrainingExample> examples = run(shuffled(touches, new Random(6)));
        NaiveExamples oracle = new NaiveExamples(touches);

        long impressions =
                touches.stream()
                        .filter(touch -> touch.event().type() == EventType.IMPRESSION)
                        .count();
        assertThat(examples).hasSize((int) impressions);
        List<String> columns = FeatureCatalog.standard().columns();
        List<Feature> features = FeatureCatalog.standard().features();
        Map<String, Integer> clicked = new HashMap<>();
        for (TrainingExample example : examples) {
            float[] expected = oracle.row(example.impression());
            for (int i = 0; i < expected.length; i++) {
                String place = example.impression() + " " + columns.get(i);
                if (features.get(i).aggregation().tolerance() > 0) {
                    assertThat(example.features()[i])
                            .as(place)
                            .isCloseTo(
                                    expected[i],
                                    within((float) features.get(i).aggregation().tolerance()));
                } else {
                    assertThat(example.features()[i]).as(place).isEqualTo(expected[i]);
                }
            }
            assertThat(example.labels().click())
                    .as("%s", example.impression())
                    .isEqualTo(oracle.clicked(example.impression()));
            clicked.merge(Boolean.toString(example.labels().click()), 1, Integer::sum);
        }
        assertThat(clicked).as("both labels occur").hasSize(2);
    }

    private static List<TrainingExample> run(List<PostTouch> arrivals) throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                        posts =
                                new KeyedTwoInputStreamOperatorTestHarness<>(
                                        new KeyedCoProcessOperator<>(
                                                new OfflinePostFunction(Touches.CONFIG)),
                                        PostTouch::postId,
                                        change -> ((Change.PostChange) change).postId(),
                                        Types.STRING);
                Columns authors = columns(Entity.AUTHOR);
                Columns topics = columns(Entity.TOPIC);
                KeyedBroadcastOperatorTestHarness<
                                String, EnrichedTouch, Suppression, TrainingExample>
                        users =
                                Broadcasts.open(
                                        new OfflineUserFunction(
                                                Touches.CONFIG,
                                                FeatureCatalog.standard(),
                                                Broadcasts.NOBODY),
                                        EnrichedTouch::userId,
                                        RecordType.TRAINING_EXAMPLE)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.open();
            posts.processWatermark2(new Watermark(Long.MAX_VALUE - 1));
            for (int post = 0; post < NaiveExamples.POSTS; post++) {
                posts.processElement2(NaiveExamples.post("p" + post), 0);
            }
            long newest = 0;
            for (PostTouch touch : arrivals) {
                long time = touch.event().eventTime().toEpochMilli();
                posts.processElement1(touch, time);
                newest = Math.max(newest, time);
                advance(posts, List.of(authors, topics), users, newest - OUT_OF_ORDER_MS - 1);
            }
            advance(posts, List.of(authors, topics), users, newest + Duration.ofDays(1).toMillis());
            assertThat(users.numEventTimeTimers()).isZero();
            return users.extractOutputValues();
        }
    }

    private static final class Columns
            extends KeyedOneInputStreamOperatorTestHarness<String, EnrichedTouch, EnrichedTouch> {
        Columns(Entity entity) throws Exception {
            super(
                    new KeyedProcessOperator<>(
                            new OfflineEntityFunction(FeatureCatalog.standard(), entity)),
                    touch -> OfflineEntityFunction.keyOf(entity, touch),
                    Types.STRING);
        }
    }

    private static Columns columns(Entity entity) throws Exception {
        Columns columns = new Columns(entity);
        columns.setup(
                RecordType.ENRICHED_TOUCH
                        .<EnrichedTouch>info()
                        .createSerializer(new SerializerConfigImpl()));
        columns.open();
        return columns;
    }

    private static void advance(
            KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts,
            List<Columns> items,
            KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, TrainingExample>
                    users,
            long watermark)
            throws Exception {
        posts.processWatermark1(new Watermark(watermark));
        List<EnrichedTouch> touches = posts.extractOutputValues();
        posts.getOutput().clear();
        for (Columns each : items) {
            for (EnrichedTouch touch : touches) {
                each.processElement(touch, touch.touch().event().eventTime().toEpochMilli());
            }
            each.processWatermark(watermark);
            touches = each.extractOutputValues();
            each.getOutput().clear();
        }
        for (EnrichedTouch touch : touches) {
            users.processElement(touch, touch.touch().event().eventTime().toEpochMilli());
        }
        users.processWatermark(watermark);
    }

    private static List<PostTouch> touches(Random random, int count) {
        List<PostTouch> touches = new ArrayList<>();
        Instant time = Touches.NOON;
        EventType[] types = {EventType.CLICK, EventType.LIKE, EventType.HIDE, EventType.DWELL};
        for (int i = 0; i < count; i++) {
            time = time.plusMillis(random.nextInt(40_000));
            EventType type =
                    random.nextInt(3) > 0
                            ? EventType.IMPRESSION
                            : types[random.nextInt(types.length)];
            String post = "p" + random.nextInt(NaiveExamples.POSTS);
            String user = "u" + random.nextInt(6);
            touches.add(
                    type == EventType.IMPRESSION
                            ? Touches.shown("e" + i, user, post, time, 1 + random.nextInt(30))
                            : Touches.touch("e" + i, user, type, post, time));
        }
        return touches;
    }

    private static List<PostTouch> shuffled(List<PostTouch> touches, Random random) {
        List<PostTouch> arrivals = new ArrayList<>(touches);
        Map<PostTouch, Long> arrival = new HashMap<>();
        touches.forEach(
                touch ->
                        arrival.put(
                                touch,
                                touch.event().eventTime().toEpochMilli()
                                        + random.nextInt(OUT_OF_ORDER_MS)));
        Collections.shuffle(arrivals, random);
        arrivals.sort((a, b) -> Long.compare(arrival.get(a), arrival.get(b)));
        return arrivals;
    }
}

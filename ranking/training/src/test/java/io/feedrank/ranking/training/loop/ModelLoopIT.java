package io.feedrank.ranking.training.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Decision;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.RandomModel;
import io.feedrank.testing.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The judge between a real Kafka and a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelLoopIT {
    private static final ModelRef OLD = new ModelRef("ranker", "1");
    private static final ModelRef NEW = new ModelRef("ranker", "2");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaBroker kafka;
    private Producer<byte[], byte[]> producer;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        kafka = KafkaBroker.start(directory);
        kafka.create(Topics.FEATURE_LOG, 4, "delete");
        kafka.create(Topics.FEED_EVENTS, 4, "delete");
        producer = kafka.producer();
    }

    @AfterAll
    void stop() {
        producer.close();
        kafka.close();
    }

    @Test
    void a_canary_whose_feeds_nobody_clicks_is_rolled_back_also_by_a_judge_that_starts_late(
            @TempDir Path models) {
        ModelRegistry registry = trial(models);
        // Nobody judges yet: what was served and clicked since the trial began is read again.
        for (int i = 0; i < 400; i++) {
            serve("late-" + i, i % 2 == 0 ? Alias.CANARY : Alias.PRODUCTION, i % 2 != 0);
        }
        producer.flush();

        try (ModelLoop loop = ModelLoop.start(settings(models), 1)) {
            assertThat(loop.port()).isPositive();
            await().atMost(PATIENCE).until(() -> registry.aliases().model(Alias.CANARY).isEmpty());
        }
        assertThat(registry.aliases().model(Alias.PRODUCTION)).hasValue(OLD);
        Decision decision = registry.decisions().about(NEW).orElseThrow();
        assertThat(decision.action()).isEqualTo("cleared");
        assertThat(decision.why().reason()).startsWith("people click less in its feeds");
    }

    @Test
    void a_canary_that_does_as_well_is_promoted_by_two_judges_only_once(@TempDir Path models) {
        ModelRegistry registry = trial(models);
        try (ModelLoop first = ModelLoop.start(settings(models), 1);
                ModelLoop second = ModelLoop.start(settings(models), 1)) {
            assertThat(first.port()).isNotEqualTo(second.port());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    String id = "well-" + System.nanoTime();
                                    serve(id, i % 2 == 0 ? Alias.CANARY : Alias.PRODUCTION, true);
                                }
                                producer.flush();
                                return registry.aliases().model(Alias.CANARY).isEmpty();
                            });
        }
        assertThat(registry.aliases().model(Alias.PRODUCTION)).hasValue(NEW);
        assertThat(registry.decisions().latestFirst())
                .filteredOn(decision -> decision.why().by().equals("judge"))
                .hasSize(1);
    }

    private static ModelRegistry trial(Path models) {
        ModelRegistry registry = new ModelRegistry(models);
        for (ModelRef model : List.of(OLD, NEW)) {
            RandomModel.register(
                    registry, model, FeatureCatalog.standard(), RandomModel.fallback(), 1);
        }
        registry.promote(Alias.PRODUCTION, OLD);
        registry.promote(Alias.CANARY, NEW);
        return registry;
    }

    private Settings settings(Path models) {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap", kafka.bootstrap(),
                        "models.dir", models.toString(),
                        "loop.port", "0",
                        "judge.window-ms", "500",
                        "judge.margin-percent", "30",
                        "judge.canary-feeds-min", "100"));
    }

    private void serve(String request, Alias asked, boolean clicked) {
        Instant now = Instant.now();
        ModelRef model = asked == Alias.CANARY ? NEW : OLD;
        FeatureLogEntry entry =
                FeatureLogEntry.newBuilder()
                        .setRequestId(request)
                        .setUserId("user-" + request)
                        .setScoredAtMs(now.toEpochMilli())
                        .setModel(model.toString())
                        .addAttempts(
                                ModelAttempt.newBuilder()
                                        .setAlias(asked.id())
                                        .setModel(model.toString())
                                        .setMicros(500))
                        .addRows(FeatureLogRow.newBuilder().setPostId("p1"))
                        .addRows(FeatureLogRow.newBuilder().setPostId("p2"))
                        .build();
        send(Topics.FEATURE_LOG, entry.getUserId(), entry.toByteArray());
        if (clicked) {
            Event click =
                    new Event(
                            "e-" + request,
                            entry.getUserId(),
                            EventType.CLICK,
                            List.of("p1"),
                            now.plusMillis(10),
                            request,
                            null,
                            null,
                            null,
                            null);
            send(Topics.FEED_EVENTS, click.userId(), EventCodec.encode(click));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed before anything is looked at
    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }
}

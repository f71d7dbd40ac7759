package io.feedrank.ranking.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.index.dense.DenseLayer;
import io.feedrank.ranking.index.dense.InputScaling;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.NetworkFile;
import io.feedrank.ranking.pipeline.scoring.RegistryModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service on a machine where TensorFlow's library cannot be loaded, and with a registry in
 * which all goes wrong that can. Needs a JVM of its own: what is loaded once stays loaded.
 */
final class ModelFailuresIT {
    private static final String PLATFORM = "org.bytedeco.javacpp.platform";
    private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private ModelRegistry registry;
    private RegistryModels models;
    private ServiceBed bed;

    @BeforeEach
    void start() throws Exception {
        System.setProperty(PLATFORM, "no-such-platform");
        registry = new ModelRegistry(directory.resolve("models"));
        models =
                RegistryModels.open(
                        registry.root(),
                        ModelsConfig.from(Settings.of(Map.of("ranking.models-poll-ms", "20"))));
        bed = ServiceBed.start(directory, models);
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
        System.clearProperty(PLATFORM);
    }

    @Test
    void a_feed_is_served_at_the_level_that_it_names_whatever_happens_to_the_models()
            throws Exception {
        FeedResponse withoutModel = feed("no-model");
        assertThat(withoutModel.getError().getCategory()).isEqualTo("UNAVAILABLE");
        assertThat(withoutModel.getError().getMessage()).contains("no model is registered");

        ModelRef fallback = register("small", List.of(FeatureGroup.POST_STATS.qualifiedName()));
        registry.promote(Alias.FALLBACK, fallback);
        await().atMost(PATIENCE).until(() -> models.fallback().isPresent());
        assertServedByFallback(feed("fallback-alone"), fallback);

        registry.promote(Alias.PRODUCTION, registerForTensorFlow());
        await().atMost(PATIENCE).until(() -> fault("TensorFlow's library cannot be loaded"));
        assertServedByFallback(feed("broken-library"), fallback);

        registry.promote(Alias.PRODUCTION, register("newer", List.of("post_stats:v99")));
        await().atMost(PATIENCE).until(() -> fault("needs feature group post_stats:v99"));
        assertServedByFallback(feed("missing-group"), fallback);

        Files.move(registry.root(), directory.resolve("gone"));
        Files.writeString(registry.root(), "no registry any more");
        await().atMost(PATIENCE).until(() -> models.faults().containsKey("registry"));
        assertServedByFallback(feed("no-registry"), fallback);
    }

    private static void assertServedByFallback(FeedResponse feed, ModelRef model) {
        assertThat(feed.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FALLBACK);
        assertThat(feed.getModel()).isEqualTo(model.toString());
        // It ranks by clicks.
        assertThat(feed.getItemsList().stream().map(item -> item.getPostId()))
                .startsWith("p29", "p28", "p27");
    }

    private boolean fault(String reason) {
        return models.faults().values().stream().anyMatch(each -> each.contains(reason));
    }

    /** The answer to the first request for which the sources of a cold service were in time. */
    private FeedResponse feed(String name) {
        AtomicInteger requests = new AtomicInteger();
        return await().atMost(PATIENCE)
                .until(
                        () -> ask(name + "-" + requests.incrementAndGet()),
                        feed -> !feed.getError().getMessage().contains("none of 0 candidates"));
    }

    private FeedResponse ask(String requestId) throws Exception {
        FeedRequest request =
                FeedRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user-of-" + requestId)
                        .setLimit(10)
                        .setDeadlineMs(Instant.now().plusSeconds(60).toEpochMilli())
                        .setReplyTopic("feed-responses.test")
                        .build();
        StatefunCaller caller = new StatefunCaller(bed.port(), request.getUserId());
        return StatefunCaller.feed(caller.call(request.toByteArray()));
    }

    /** A linear model of one column, which it scores without TensorFlow. */
    private ModelRef register(String name, List<String> groups) throws IOException {
        Path bundle = prepared();
        int width = CATALOG.width();
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        float[] weights = new float[width];
        weights[CATALOG.columns().indexOf("post_clicks_24h")] = 1;
        NetworkFile.write(
                bundle,
                new InputScaling(ones, new float[width], ones, 8),
                List.of(),
                List.of(new DenseLayer(width, 1, weights, new float[1])));
        return register(bundle, name, groups);
    }

    private ModelRef registerForTensorFlow() throws IOException {
        return register(prepared(), "full", List.of(FeatureGroup.POST_STATS.qualifiedName()));
    }

    private Path prepared() throws IOException {
        Path bundle = registry.stage();
        Path savedModel = Files.createDirectories(bundle.resolve(ModelBundle.SAVED_MODEL));
        Files.writeString(savedModel.resolve("saved_model.pb"), "only TensorFlow reads this");
        return bundle;
    }

    private ModelRef register(Path bundle, String name, List<String> groups) {
        Manifest manifest =
                new Manifest(
                        new ModelRef(name, "1"),
                        new Manifest.Inputs(
                                groups,
                                CATALOG.features().stream()
                                        .map(each -> new Manifest.Column(each.name(), each.scale()))
                                        .toList()),
                        List.of(new Manifest.Head("click", 1)),
                        new Manifest.Training(
                                Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                        Map.of());
        return registry.register(bundle, manifest).model();
    }
}

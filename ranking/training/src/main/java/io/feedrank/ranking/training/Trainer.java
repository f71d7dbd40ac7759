package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.Scale;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Lineage;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From training examples to models in the registry: trains the full model and the one to fall back
 * to, exports them, evaluates what was exported the way it is served, and points the aliases {@code
 * production} and {@code fallback} to them.
 */
public final class Trainer {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    /** A head with fewer positive rows to learn from has no say. */
    private static final int FEWEST_POSITIVES = 50;

    private static final double READ_SHARE = 0.15;
    private static final double RANKER_SHARE = 0.6;
    private static final double FALLBACK_SHARE = 0.2;

    private final FeatureCatalog catalog;

    /** A trainer of the standard features. */
    public Trainer() {
        this(FeatureCatalog.standard());
    }

    Trainer(FeatureCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Trains, evaluates, registers, and makes the full model the production model.
     *
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT when there are no examples, or
     *     too few
     */
    public TrainingReport train(TrainingRequest request) {
        return train(request, Alias.PRODUCTION);
    }

    /**
     * The same with another alias for the full model, {@code shadow} to put it on trial. The first
     * model of a registry is the production model in any case: there is none to compare it with.
     */
    public TrainingReport train(TrainingRequest request, Alias destination) {
        Stopwatch stopwatch = new Stopwatch();
        report(request, "read", 0);
        Examples examples = new ExampleReader(request.offlineDir(), catalog).read();
        TimeSplit split = TimeSplit.of(examples);
        stopwatch.lap("read");

        Session session = new Session(request, examples, split, headWeights(examples, split));
        Network ranker = session.train(Recipe.RANKER, READ_SHARE, RANKER_SHARE);
        Network linear = session.train(Recipe.FALLBACK, READ_SHARE + RANKER_SHARE, FALLBACK_SHARE);
        stopwatch.lap("train");

        report(request, "evaluate", READ_SHARE + RANKER_SHARE + FALLBACK_SHARE);
        Evaluation evaluation = new Evaluation(examples, split);
        Map<String, RankingMetrics> baselines = new LinkedHashMap<>();
        baselines.put("decayed_popularity", evaluation.ofColumn("post_clicks_6h", 1));
        baselines.put("newest", evaluation.ofColumn("post_age_hours", -1));
        TrainingReport.Trained production = session.publish(Recipe.RANKER, ranker, baselines);
        TrainingReport.Trained fallback = session.publish(Recipe.FALLBACK, linear, baselines);
        stopwatch.lap("evaluate");

        report(request, "register", 1);
        ModelRegistry registry = request.registry();
        Why why =
                new Why(
                        "trainer",
                        "trained on the examples up to " + session.lastExample(),
                        Map.of());
        boolean first = registry.aliases().model(Alias.PRODUCTION).isEmpty();
        registry.promote(Alias.FALLBACK, ModelRef.parse(fallback.model()), why);
        registry.promote(
                first ? Alias.PRODUCTION : destination, ModelRef.parse(production.model()), why);
        return new TrainingReport(
                session.data(), production, fallback, baselines, stopwatch.laps());
    }

    private static double[] headWeights(Examples examples, TimeSplit split) {
        int rows = examples.start(split.validation());
        return Arrays.stream(Head.values())
                .mapToDouble(
                        head ->
                                head == Head.CLICK
                                                || examples.positives(head, rows)
                                                        >= FEWEST_POSITIVES
                                        ? head.weight()
                                        : 0)
                .toArray();
    }

    private static void report(TrainingRequest request, String phase, double fraction) {
        request.progress()
                .report(new TrainingProgress.Step(phase, "", fraction, Double.NaN, Double.NaN));
    }

    /** Steps of one training over the same examples. */
    private final class Session {
        private final TrainingRequest request;
        private final Examples examples;
        private final TimeSplit split;
        private final double[] weights;

        Session(TrainingRequest request, Examples examples, TimeSplit split, double[] weights) {
            this.request = request;
            this.examples = examples;
            this.split = split;
            this.weights = weights;
        }

        Network train(Recipe recipe, double done, double share) {
            float[] lossWeights = new float[weights.length];
            for (int i = 0; i < weights.length; i++) {
                lossWeights[i] = weights[i] == 0 ? 0 : 1;
            }
            List<Scale> scales = features().stream().map(Feature::scale).toList();
            return new NetworkTrainer(examples, split, scales, lossWeights)
                    .train(
                            recipe,
                            request.seed(),
                            progress ->
                                    request.progress()
                                            .report(
                                                    new TrainingProgress.Step(
                                                            "train",
                                                            recipe.model(),
                                                            done + share * progress.fraction(),
                                                            progress.loss(),
                                                            progress.validationAuc())));
        }

        TrainingReport.Trained publish(
                Recipe recipe, Network network, Map<String, RankingMetrics> baselines) {
            Path bundle = request.registry().stage();
            SavedModelExporter.export(network, bundle);
            if (network.layers().size() == 1) {
                NetworkFileExport.write(network, bundle);
            }
            Instant now = request.clock().instant();
            ModelRef model =
                    new ModelRef(recipe.model(), VERSION.format(now) + "-" + network.fingerprint());
            Manifest draft = manifest(model, now, Map.of());
            Evaluation.OfModel result;
            try (TensorFlowScorer scorer =
                    TensorFlowScorer.open(new ModelBundle(bundle, draft), catalog)) {
                result = new Evaluation(examples, split).of(scorer);
            }
            Map<String, Double> metrics = new LinkedHashMap<>(result.metrics().byName(""));
            metrics.put("impressions", (double) result.metrics().impressions());
            metrics.put("click_calibration", result.clickCalibration());
            baselines.forEach((name, figures) -> metrics.putAll(figures.byName(name + ".")));
            metrics.values().removeIf(value -> !Double.isFinite(value));
            request.registry().register(bundle, manifest(model, now, metrics));
            Map<String, Double> headWeights = new LinkedHashMap<>();
            heads().forEach(head -> headWeights.put(head.name(), head.weight()));
            return new TrainingReport.Trained(
                    model.toString(), result.metrics(), result.clickCalibration(), headWeights);
        }

        TrainingReport.Data data() {
            return new TrainingReport.Data(
                    examples.rows(),
                    examples.impressions(),
                    examples.start(split.test()),
                    Instant.ofEpochMilli(examples.timeMs(split.test())),
                    Instant.ofEpochMilli(examples.timeMs(split.end() - 1)));
        }

        Instant lastExample() {
            return Instant.ofEpochMilli(examples.timeMs(split.end() - 1));
        }

        private Lineage lineage() {
            String serving =
                    request.registry()
                            .aliases()
                            .model(Alias.PRODUCTION)
                            .map(ModelRef::toString)
                            .orElse("none");
            return Lineage.ofThisBuild(
                    catalog,
                    Map.of(
                            "offline_dir", request.offlineDir().toString(),
                            "rows_read", Integer.toString(examples.rows()),
                            "seed", Long.toString(request.seed()),
                            "served_then", serving));
        }

        private Manifest manifest(ModelRef model, Instant now, Map<String, Double> metrics) {
            Manifest.Inputs inputs =
                    new Manifest.Inputs(
                            features().stream()
                                    .map(feature -> feature.group().qualifiedName())
                                    .distinct()
                                    .sorted()
                                    .toList(),
                            features().stream()
                                    .map(
                                            feature ->
                                                    new Manifest.Column(
                                                            feature.name(), feature.scale()))
                                    .toList());
            Manifest.Training training =
                    new Manifest.Training(
                            Instant.ofEpochMilli(examples.timeMs(0)),
                            Instant.ofEpochMilli(examples.timeMs(split.test() - 1)),
                            examples.start(split.test()),
                            now,
                            metrics);
            return new Manifest(model, inputs, heads(), training, lineage(), Map.of());
        }

        private List<Manifest.Head> heads() {
            return Arrays.stream(Head.values())
                    .map(head -> new Manifest.Head(head.id(), weights[head.ordinal()]))
                    .toList();
        }

        private List<Feature> features() {
            return catalog.features().stream()
                    .filter(feature -> examples.columns().contains(feature.name()))
                    .toList();
        }
    }

    private static final class Stopwatch {
        private final Map<String, Duration> laps = new LinkedHashMap<>();
        private long last = System.nanoTime();

        void lap(String phase) {
            long now = System.nanoTime();
            laps.put(phase, Duration.ofNanos(now - last));
            last = now;
        }

        Map<String, Duration> laps() {
            return laps;
        }
    }
}

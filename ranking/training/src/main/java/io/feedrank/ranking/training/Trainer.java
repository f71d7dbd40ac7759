package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Lineage;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.listwise.HeldOut;
import io.feedrank.ranking.training.listwise.ListwiseEpoch;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import io.feedrank.ranking.training.listwise.ListwiseRanker;
import io.feedrank.ranking.training.listwise.ListwiseRecipe;
import io.feedrank.ranking.training.listwise.ListwiseTask;
import io.feedrank.ranking.training.listwise.NetworkFileExport;
import io.feedrank.ranking.training.listwise.RankerExport;
import io.feedrank.ranking.training.listwise.RankerNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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

    /** Impressions that a feature's importance is measured on. */
    private static final int EXPLAINED = 500;

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
        RankerNetwork ranker = session.train(ServedRecipe.RANKER, READ_SHARE, RANKER_SHARE);
        RankerNetwork linear =
                session.train(ServedRecipe.FALLBACK, READ_SHARE + RANKER_SHARE, FALLBACK_SHARE);
        stopwatch.lap("train");

        report(request, "evaluate", READ_SHARE + RANKER_SHARE + FALLBACK_SHARE);
        Evaluation evaluation = new Evaluation(examples, split);
        Map<String, RankingMetrics> baselines = new LinkedHashMap<>();
        baselines.put("decayed_popularity", evaluation.ofColumn("post_clicks_6h", 1));
        baselines.put("newest", evaluation.ofColumn("post_age_hours", -1));
        TrainingReport.Trained production = session.publish(ServedRecipe.RANKER, ranker, baselines);
        TrainingReport.Trained fallback = session.publish(ServedRecipe.FALLBACK, linear, baselines);
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

    private static Map<Head, Double> headWeights(Examples examples, TimeSplit split) {
        int rows = examples.start(split.validation());
        Map<Head, Double> weights = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            boolean known =
                    head == Head.CLICK || examples.positives(head, rows) >= FEWEST_POSITIVES;
            weights.put(head, known ? head.weight() : 0);
        }
        return weights;
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
        private final Map<Head, Double> weights;
        private final ModelColumns columns;
        private final ListwiseExamples learned;
        private final Map<String, List<ListwiseEpoch>> epochs = new HashMap<>();

        Session(
                TrainingRequest request,
                Examples examples,
                TimeSplit split,
                Map<Head, Double> weights) {
            this.request = request;
            this.examples = examples;
            this.split = split;
            this.weights = weights;
            this.columns = ModelColumns.of(catalog, examples.columns());
            this.learned =
                    new ExampleRows(examples, columns.names(), ServedRecipe.CANDIDATES)
                            .until(split.test());
        }

        RankerNetwork train(ListwiseRecipe recipe, double done, double share) {
            Map<Head, Double> losses = new EnumMap<>(Head.class);
            weights.forEach(
                    (head, weight) ->
                            losses.put(head, weight == 0 ? 0.0 : ServedRecipe.LOSS_BY_ROW));
            ListwiseTask task =
                    new ListwiseTask(
                            columns.network(),
                            losses,
                            new HeldOut(split.validation(), split.test()));
            double[] auc = {Double.NaN};
            List<ListwiseEpoch> heard = new ArrayList<>();
            epochs.put(recipe.name(), heard);
            return ListwiseRanker.network(
                    learned,
                    task,
                    ServedRecipe.fit(recipe, examples.start(split.test()), split.test()),
                    request.seed(),
                    epoch -> {
                        heard.add(epoch);
                        auc[0] = epoch.run() == 0 ? epoch.heldOut().auc() : auc[0];
                        request.progress()
                                .report(
                                        new TrainingProgress.Step(
                                                "train",
                                                recipe.name(),
                                                done + share * epoch.fraction(),
                                                epoch.loss(),
                                                auc[0]));
                    });
        }

        TrainingReport.Trained publish(
                ListwiseRecipe recipe,
                RankerNetwork network,
                Map<String, RankingMetrics> baselines) {
            Path bundle = request.registry().stage();
            RankerExport.write(network, bundle);
            if (NetworkFileExport.canWrite(network)) {
                NetworkFileExport.write(network, bundle);
            }
            Instant now = request.clock().instant();
            ModelRef model =
                    new ModelRef(recipe.name(), VERSION.format(now) + "-" + network.fingerprint());
            Manifest draft = manifest(model, now, Map.of());
            Evaluation.OfModel result;
            RankingMetrics inView;
            Map<String, Double> importance;
            try (TensorFlowScorer scorer =
                    TensorFlowScorer.open(new ModelBundle(bundle, draft), catalog)) {
                Evaluation evaluation = new Evaluation(examples, split);
                result = evaluation.of(scorer);
                inView = evaluation.of(scorer, 0).metrics();
                importance = evaluation.importance(scorer, EXPLAINED, request.seed());
            }
            Map<String, Double> metrics = new LinkedHashMap<>(result.metrics().byName(""));
            metrics.put("impressions", (double) result.metrics().impressions());
            metrics.put("click_calibration", result.clickCalibration());
            metrics.putAll(inView.byName("in_view."));
            baselines.forEach((name, figures) -> metrics.putAll(figures.byName(name + ".")));
            metrics.values().removeIf(value -> !Double.isFinite(value));
            ModelReport page = new ModelReport(bundle.resolve(ModelReport.FOLDER));
            page.figures(model, metrics);
            page.epochs(epochs.getOrDefault(recipe.name(), List.of()));
            page.calibration(result.calibration());
            page.importance(importance);
            page.write();
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
            Manifest.Training training =
                    new Manifest.Training(
                            Instant.ofEpochMilli(examples.timeMs(0)),
                            Instant.ofEpochMilli(examples.timeMs(split.test() - 1)),
                            examples.start(split.test()),
                            now,
                            metrics);
            return new Manifest(model, columns.inputs(), heads(), training, lineage(), Map.of());
        }

        private List<Manifest.Head> heads() {
            return weights.entrySet().stream()
                    .map(head -> new Manifest.Head(head.getKey().id(), head.getValue()))
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

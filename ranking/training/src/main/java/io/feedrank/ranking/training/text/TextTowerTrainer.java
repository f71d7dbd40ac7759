package io.feedrank.ranking.training.text;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTower;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.TrainingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** From titles and clicks in the offline store to a tower in the registry, promoted. */
public final class TextTowerTrainer {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final TowerRecipe recipe;

    /** A trainer of the standard tower. */
    public TextTowerTrainer() {
        this(TowerRecipe.STANDARD);
    }

    TextTowerTrainer(TowerRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Reads, fits, measures, registers, and points the alias {@code text-tower} to the model.
     *
     * @throws TooFewTitlesException when there is not enough to learn from
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT when the offline store has no
     *     posts or events
     */
    public TextTowerReport train(TrainingRequest request) {
        report(request, "read", 0);
        TextCorpus corpus = new TextReader(request.offlineDir()).read();
        TowerTraining.Result result =
                new TowerTraining(corpus, recipe, request.seed())
                        .run(done -> report(request, "train", 0.1 + 0.8 * done));
        report(request, "register", 0.95);
        Instant now = request.clock().instant();
        byte[] unnamed = TextTowerCodec.write(result.tower());
        ModelRef model =
                new ModelRef(Alias.TEXT_TOWER.id(), VERSION.format(now) + "-" + digest(unnamed));
        TextTower tower =
                result.tower()
                        .named(
                                new TextTower.Identity(
                                        model.version(), VectorSpace.NAME, result.worthReaders()));
        byte[] bytes = TextTowerCodec.write(tower);
        Map<String, Double> metrics = metrics(result);
        ModelRegistry registry = request.registry();
        Path bundle = registry.stage();
        write(bundle.resolve(TextTowerCodec.FILE), bytes);
        registry.register(bundle, manifest(model, corpus, result.posts(), now, metrics));
        registry.promote(
                Alias.TEXT_TOWER,
                model,
                new Why("trainer", "the newest tower finds readers of new posts", metrics));
        report(request, "register", 1);
        return new TextTowerReport(
                model.toString(),
                result.posts(),
                result.ridge(),
                result.worthReaders(),
                new TextTowerReport.Size(bytes.length, EncodeCost.micros(tower, corpus)),
                result.heldOut());
    }

    /** Its output is named by the vector space that it is of. */
    private static Manifest manifest(
            ModelRef model,
            TextCorpus corpus,
            int posts,
            Instant now,
            Map<String, Double> metrics) {
        return new Manifest(
                model,
                new Manifest.Inputs(List.of(), List.of()),
                List.of(new Manifest.Head(VectorSpace.NAME, 1)),
                new Manifest.Training(
                        Instant.ofEpochMilli(corpus.clickTime(0)),
                        Instant.ofEpochMilli(corpus.clickTime(corpus.clicks() - 1)),
                        posts,
                        now,
                        metrics),
                Map.of());
    }

    private static Map<String, Double> metrics(TowerTraining.Result result) {
        Map<String, Double> metrics = new TreeMap<>();
        result.heldOut().recall().forEach((name, value) -> metrics.put("recall." + name, value));
        result.heldOut().cosine().forEach((name, value) -> metrics.put("cosine." + name, value));
        metrics.put("posts", (double) result.heldOut().posts());
        return metrics;
    }

    private static void report(TrainingRequest request, String phase, double fraction) {
        request.progress()
                .report(
                        new TrainingProgress.Step(
                                phase, Alias.TEXT_TOWER.id(), fraction, Double.NaN, Double.NaN));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String digest(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}

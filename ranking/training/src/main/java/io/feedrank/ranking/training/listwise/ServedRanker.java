package io.feedrank.ranking.training.listwise;

import io.feedrank.feature.catalog.Scale;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.Head;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A ranker, exported and scored as it is in serving: a frozen SavedModel through DJL. */
final class ServedRanker implements ListwiseModel {
    private final RankerNetwork network;
    private final Path directory;
    private final TensorFlowScorer scorer;

    /**
     * @param from time of the first example trained on
     * @param to time of the last one
     */
    ServedRanker(String name, RankerNetwork network, Instant from, Instant to) {
        this.network = network;
        this.directory = temporary();
        try {
            RankerExport.write(network, directory);
            ModelBundle bundle = new ModelBundle(directory, manifest(name, from, to));
            // One device, so that the same model gives the same bytes on the same machine.
            scorer = TensorFlowScorer.open(bundle, ComputeDevice.CPU);
        } catch (RuntimeException e) {
            delete(directory);
            throw e;
        }
    }

    @Override
    public float[] score(float[] rows) {
        return scorer.score(rows, rows.length / network.width()).score();
    }

    @Override
    public void export(Path target) {
        RankerExport.write(network, target);
    }

    @Override
    public void close() {
        scorer.close();
        delete(directory);
    }

    private Manifest manifest(String name, Instant from, Instant to) {
        List<Manifest.Column> columns =
                IntStream.range(0, network.width())
                        .mapToObj(i -> new Manifest.Column("column_" + i, Scale.LINEAR))
                        .toList();
        return new Manifest(
                new ModelRef(name, "unregistered"),
                new Manifest.Inputs(List.of(), columns),
                List.of(new Manifest.Head(Head.CLICK.id(), 1)),
                new Manifest.Training(from, to, 0, to, Map.of()),
                Map.of());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("feedrank-ranker");
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot make a temporary folder for a model", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}

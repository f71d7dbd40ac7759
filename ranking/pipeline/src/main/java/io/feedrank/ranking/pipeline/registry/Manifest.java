package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.Scale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code manifest.json} of a bundle: what the model reads, what it says, where it comes from.
 *
 * @param model its name and version
 * @param heads its outputs, in the order in which they were trained, with their weights in the
 *     score
 * @param lineage which code made it from what
 * @param files SHA-256 in hex of each file of the bundle by relative path; the registry fills it in
 */
public record Manifest(
        ModelRef model,
        Inputs inputs,
        List<Head> heads,
        Training training,
        Lineage lineage,
        Map<String, String> files) {

    /** A manifest without lineage. */
    public Manifest(
            ModelRef model,
            Inputs inputs,
            List<Head> heads,
            Training training,
            Map<String, String> files) {
        this(model, inputs, heads, training, Lineage.UNKNOWN, files);
    }

    /**
     * What the model reads.
     *
     * @param featureGroups groups with their versions, as {@code post_stats:v1}
     * @param columns input columns in row order
     */
    public record Inputs(List<String> featureGroups, List<Column> columns) {
        public Inputs {
            featureGroups = List.copyOf(featureGroups);
            columns = List.copyOf(columns);
        }
    }

    /**
     * One input column.
     *
     * @param scale how the model itself scales it; a row holds the raw value
     */
    public record Column(String name, Scale scale) {}

    /**
     * One output: the probability of an action.
     *
     * @param weight its factor in the score; 0 where there was too little to learn from
     */
    public record Head(String name, double weight) {}

    /**
     * Where the model comes from.
     *
     * @param from event time of the first example trained on
     * @param to event time of the last one
     * @param examples number of rows trained on
     * @param createdAt when it was trained, by the deployment's clock
     * @param metrics on the examples held out, by name
     */
    public record Training(
            Instant from,
            Instant to,
            long examples,
            Instant createdAt,
            Map<String, Double> metrics) {
        public Training {
            metrics = Map.copyOf(metrics);
        }

        /** Metrics sorted by name. */
        @Override
        public Map<String, Double> metrics() {
            return new TreeMap<>(metrics);
        }
    }

    public Manifest {
        heads = List.copyOf(heads);
        files = Map.copyOf(files);
    }

    /** Names of the input columns in row order. */
    public List<String> columnNames() {
        return inputs.columns().stream().map(Column::name).toList();
    }

    /**
     * What the catalog lacks for this model to be served; empty when nothing. More than the model
     * needs is no fault.
     */
    public Optional<String> missingFrom(FeatureCatalog catalog) {
        Set<String> groups =
                catalog.groups().stream()
                        .map(FeatureGroup::qualifiedName)
                        .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (String group : inputs.featureGroups()) {
            if (!groups.contains(group)) {
                boolean retired =
                        catalog.retired().stream()
                                .anyMatch(each -> each.qualifiedName().equals(group));
                missing.add("feature group " + group + (retired ? ", which is retired" : ""));
            }
        }
        for (Column column : inputs.columns()) {
            if (!catalog.columns().contains(column.name())) {
                missing.add("column " + column.name());
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "needs "
                                + String.join(", ", missing)
                                + ", and the catalog has groups "
                                + groups.stream().sorted().toList()
                                + " and columns "
                                + catalog.columns());
    }

    /** The same with what it was made from. */
    public Manifest withLineage(Lineage known) {
        return new Manifest(model, inputs, heads, training, known, files);
    }

    Manifest withFiles(Map<String, String> checksums) {
        return new Manifest(model, inputs, heads, training, lineage, checksums);
    }
}

package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.Scale;
import io.feedrank.ranking.pipeline.registry.InputColumn;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.training.listwise.NetworkInputs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The input columns of a model over the catalog: each feature as it is, and those of a post, its
 * author and its topic also relative to the other candidates.
 *
 * @param features of the catalog, in its order
 * @param columns what a row of the model holds
 */
public record ModelColumns(List<Feature> features, List<Manifest.Column> columns) {
    public ModelColumns {
        features = List.copyOf(features);
        columns = List.copyOf(columns);
    }

    /**
     * Those over the features of {@code catalog}.
     *
     * @param known columns that the examples have; others are left out
     */
    public static ModelColumns of(FeatureCatalog catalog, List<String> known) {
        List<Feature> features =
                catalog.features().stream()
                        .filter(feature -> known.contains(feature.name()))
                        .toList();
        List<Manifest.Column> columns = new ArrayList<>();
        for (Feature feature : features) {
            columns.add(new Manifest.Column(feature.name(), feature.scale()));
        }
        for (Feature feature : features) {
            if (isRelated(feature)) {
                boolean logarithmic = feature.scale() == Scale.LOGARITHMIC;
                String name = new InputColumn(feature.name(), true, logarithmic).name();
                columns.add(new Manifest.Column(name, Scale.LINEAR));
            }
        }
        return new ModelColumns(features, columns);
    }

    /** What a row of the model holds, by name. */
    public List<String> names() {
        return columns.stream().map(Manifest.Column::name).toList();
    }

    /** What the manifest says of them. */
    public Manifest.Inputs inputs() {
        return new Manifest.Inputs(
                features.stream()
                        .map(feature -> feature.group().qualifiedName())
                        .distinct()
                        .sorted()
                        .toList(),
                columns);
    }

    /** How the network takes them in. */
    public NetworkInputs network() {
        BitSet logarithmic = new BitSet();
        for (int i = 0; i < columns.size(); i++) {
            logarithmic.set(i, columns.get(i).scale() == Scale.LOGARITHMIC);
        }
        return new NetworkInputs(logarithmic, List.of());
    }

    // What a user and a post have in common is relative to the user already.
    private static boolean isRelated(Feature feature) {
        return !feature.entity().ofUser();
    }
}

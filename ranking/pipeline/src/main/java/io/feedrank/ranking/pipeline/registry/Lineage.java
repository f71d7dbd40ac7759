package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model was made from, beside the range of its data and the groups that it reads.
 *
 * @param code the build that trained it; see {@link CodeVersion}
 * @param catalog the features that were declared then; see {@link #versionOf}
 * @param details more, by name: the number of files, the seed, the model that served then
 */
public record Lineage(String code, String catalog, Map<String, String> details) {
    /** Of a model from before lineage was kept. */
    public static final Lineage UNKNOWN = new Lineage("unknown", "unknown", Map.of());

    public Lineage {
        details = new TreeMap<>(details);
    }

    /** Of what this process trains from {@code catalog}. */
    public static Lineage ofThisBuild(FeatureCatalog catalog, Map<String, String> details) {
        return new Lineage(CodeVersion.of(Lineage.class), versionOf(catalog), details);
    }

    /** Twelve hex digits that depend on every feature's name, group, group version and scale. */
    public static String versionOf(FeatureCatalog catalog) {
        StringBuilder text = new StringBuilder();
        for (Feature feature : catalog.features()) {
            text.append(feature.name())
                    .append(' ')
                    .append(feature.group().qualifiedName())
                    .append(' ')
                    .append(feature.scale())
                    .append('\n');
        }
        return CodeVersion.digest(text.toString());
    }

    /** The same with one more detail. */
    public Lineage with(String name, String value) {
        Map<String, String> more = new HashMap<>(details);
        more.put(name, value);
        return new Lineage(code, catalog, more);
    }
}

package io.feedrank.feature.catalog;

import io.feedrank.feature.config.FeedrankException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A declaration as people read it. */
public record FeatureListing(
        Feature feature, String aggregation, List<String> events, String status) {
    /** All declarations of {@code catalog}, those of retired groups too, in row order. */
    public static List<FeatureListing> of(FeatureCatalog catalog) {
        return Stream.concat(
                        catalog.features().stream(),
                        catalog.declared().stream()
                                .filter(each -> catalog.retired().contains(each.group())))
                .map(feature -> of(feature, catalog))
                .toList();
    }

    private static FeatureListing of(Feature feature, FeatureCatalog catalog) {
        String name = feature.aggregation().getClass().getSimpleName();
        return new FeatureListing(
                feature,
                name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT),
                feature.aggregation().signals().stream()
                        .map(signal -> signal.name().toLowerCase(Locale.ROOT))
                        .toList(),
                catalog.retired().contains(feature.group()) ? "retired" : "live");
    }

    /**
     * The declaration of one column.
     *
     * @throws FeedrankException BAD_INPUT when there is none; the message lists near names
     */
    public static FeatureListing named(FeatureCatalog catalog, String name) {
        List<FeatureListing> all = of(catalog);
        return all.stream()
                .filter(each -> each.feature.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                FeedrankException.badInput(
                                        "feature: got '"
                                                + name
                                                + "', expected one of the catalog's; near ones: "
                                                + nearest(all, name)));
    }

    private static String nearest(List<FeatureListing> all, String name) {
        return all.stream()
                .map(each -> each.feature.name())
                .sorted(Comparator.comparingInt(other -> distance(name, other)))
                .limit(5)
                .collect(Collectors.joining(", "));
    }

    /** Edits from one to the other (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], before[j]) + 1, before[j - 1] + change);
            }
            before = now;
        }
        return before[b.length()];
    }

    /** All that is declared, for JSON. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", feature.name());
        map.put("entity", feature.entity().id());
        map.put("group", feature.group().qualifiedName());
        map.put("status", status);
        map.put("events", events);
        map.put("aggregation", aggregation);
        map.put("over", feature.aggregation().span());
        map.put("default", feature.defaultValue());
        map.put("scale", feature.scale().name().toLowerCase(Locale.ROOT));
        map.put("tolerance", feature.aggregation().tolerance());
        map.put("time_to_live_hours", feature.group().timeToLive().toHours());
        map.put("owner", feature.owner());
        map.put("description", feature.description());
        return map;
    }
}

package io.feedrank.feature.parity;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.state.Entity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What comparing came to.
 *
 * @param columns by feature, in the catalog's order
 * @param unknownColumns what was served of features that this release does not have
 * @param staleness by group
 * @param trail what the updates themselves are worth
 */
public record ParityReport(
        Read read,
        FeatureCatalog catalog,
        Map<String, ColumnParity> columns,
        Map<String, Long> unknownColumns,
        Map<String, Staleness> staleness,
        TrailReport trail) {
    /**
     * What was read.
     *
     * @param unversioned rows that were logged before they had all versions, not compared
     * @param entities audited ones that were served
     * @param fromBase those of them that are known from a base on, not from their first update
     */
    public record Read(long requests, long rows, long unversioned, long entities, long fromBase) {}

    /** Whether something was compared, and nothing is wrong. */
    public boolean ok() {
        return compared() > 0 && unequal().isEmpty() && trail.problems().isEmpty();
    }

    /** Values compared. */
    public long compared() {
        return columns.values().stream().mapToLong(ColumnParity::compared).sum();
    }

    /**
     * Values compared that were computed from something read of such an entity.
     *
     * @param kind POST, AUTHOR, TOPIC or USER
     */
    public long comparedOf(Entity kind) {
        long compared = 0;
        for (Feature feature : catalog.features()) {
            ColumnParity column = columns.get(feature.name());
            if (column != null && FeatureCatalog.storedUnder(feature.entity()) == kind) {
                compared += column.compared() - column.defaults();
            }
        }
        return compared;
    }

    /** Names of features with a value that differs. */
    public List<String> unequal() {
        return columns.entrySet().stream()
                .filter(each -> each.getValue().differing() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Values that were not compared, by reason. */
    public Map<String, Long> skipped() {
        Map<String, Long> all = new TreeMap<>();
        columns.values()
                .forEach(
                        column ->
                                column.skipped()
                                        .forEach(
                                                (reason, count) ->
                                                        all.merge(reason, count, Long::sum)));
        return all;
    }

    /** For JSON, in a fixed order. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ok", ok());
        map.put("requests", read.requests());
        map.put("rows", read.rows());
        map.put("rows_without_versions", read.unversioned());
        map.put("entities", read.entities());
        map.put("entities_from_base", read.fromBase());
        map.put("compared", compared());
        Map<String, Object> kinds = new LinkedHashMap<>();
        EntityId.KINDS.forEach(kind -> kinds.put(kind.id(), comparedOf(kind)));
        map.put("compared_of", kinds);
        map.put("unequal", unequal());
        map.put("skipped", skipped());
        map.put("unknown_columns", unknownColumns);
        Map<String, Object> byColumn = new LinkedHashMap<>();
        columns.forEach((name, column) -> byColumn.put(name, column.asMap()));
        map.put("columns", byColumn);
        Map<String, Object> byGroup = new LinkedHashMap<>();
        staleness.forEach((group, lag) -> byGroup.put(group, lag.asMap()));
        map.put("staleness", byGroup);
        map.put("trail", trail.asMap());
        return map;
    }
}

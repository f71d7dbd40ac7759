package io.feedrank.cli.erase;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.state.Entity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rows of the offline store are a person's. */
final class PersonRows {
    private static final String GROUP = "feature_group";

    /** Columns that name a person, and when they do in a table of feature groups. */
    private static final Map<String, String> WHO =
            Map.of(
                    "user_id",
                    "",
                    "author_id",
                    "",
                    "entity",
                    " AND " + GROUP + " NOT IN " + idsOf(PersonRows::isOfAThing),
                    "crossed_with",
                    " AND " + GROUP + " NOT IN " + idsOf(PersonRows::isCrossedWithAThing));

    private PersonRows() {}

    /**
     * The condition that a row is of the person, as SQL; empty when no column can say so.
     *
     * @param columns of text that the rows have
     * @param userId as SQL
     */
    static String condition(List<String> columns, String userId) {
        return WHO.keySet().stream()
                .filter(columns::contains)
                .sorted()
                .map(column -> named(column, userId, columns.contains(GROUP)))
                .collect(Collectors.joining(" OR "));
    }

    private static String named(String column, String userId, boolean grouped) {
        return "(" + column + " = " + userId + (grouped ? WHO.get(column) : "") + ")";
    }

    /**
     * The condition that a column of text has the id in it, as SQL. As in bytes: an id that is a
     * part of a longer one does not count.
     *
     * @param userId as SQL
     */
    static String mention(String column, String userId) {
        return "regexp_matches(\""
                + column
                + "\", '(^|[^A-Za-z0-9_-])' || regexp_escape("
                + userId
                + ") || '($|[^A-Za-z0-9_-])')";
    }

    /** A post or a topic may have a person's id: its values are not the person's. */
    private static boolean isOfAThing(FeatureGroup group) {
        return Set.of(
                                FeatureGroup.POST_META,
                                FeatureGroup.POST_VECTOR,
                                FeatureGroup.TRENDING,
                                FeatureGroup.FRESH_POSTS)
                        .contains(group)
                || hasFeaturesOf(group, Set.of(Entity.POST, Entity.TOPIC));
    }

    private static boolean isCrossedWithAThing(FeatureGroup group) {
        return hasFeaturesOf(group, Set.of(Entity.USER_POST, Entity.USER_TOPIC));
    }

    private static boolean hasFeaturesOf(FeatureGroup group, Set<Entity> entities) {
        return FeatureCatalog.standard().features().stream()
                .filter(feature -> feature.group().equals(group))
                .anyMatch(feature -> entities.contains(feature.entity()));
    }

    private static String idsOf(Predicate<FeatureGroup> groups) {
        return Stream.of(FeatureGroup.values())
                .filter(groups)
                .map(group -> "'" + group.id() + "'")
                .distinct()
                .collect(Collectors.joining(", ", "(", ")"));
    }
}

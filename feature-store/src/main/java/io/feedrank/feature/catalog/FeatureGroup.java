package io.feedrank.feature.catalog;

import io.feedrank.feature.config.FeedrankException;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is stored together in one packed value of the online store. A changed definition gets a new
 * version; both are computed and read until the old one is retired. Equal by name and version: how
 * long a value lives is no part of what it is.
 *
 * @param id lower snake case
 * @param version from 1
 * @param timeToLive a value that is not written for so long is dropped; zero: never, since a row of
 *     the database stands behind it
 */
public record FeatureGroup(String id, int version, Duration timeToLive) implements Serializable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);

    public static final FeatureGroup POST_STATS = of("post_stats", MONTH);
    public static final FeatureGroup POST_META = of("post_meta", Duration.ZERO);
    public static final FeatureGroup USER_ACTIVITY = of("user_activity", MONTH);
    public static final FeatureGroup USER_TOPICS = of("user_topics", MONTH);
    public static final FeatureGroup USER_POSTS = of("user_posts", MONTH);
    public static final FeatureGroup USER_VECTOR = of("user_vector", MONTH);
    public static final FeatureGroup USER_FOLLOWS = of("user_follows", Duration.ZERO);
    public static final FeatureGroup USER_BLOCKS = of("user_blocks", Duration.ZERO);
    public static final FeatureGroup AUTHOR_POSTS = of("author_posts", Duration.ZERO);
    public static final FeatureGroup TRENDING = of("trending", WEEK);
    public static final FeatureGroup FRESH_POSTS = of("fresh_posts", WEEK);

    /** Known only from the log, not from the online store: read from {@code post-embeddings}. */
    public static final FeatureGroup POST_VECTOR = of("post_vector", MONTH);

    /** The user's row: language and country. */
    public static final FeatureGroup USER_META = of("user_meta", Duration.ZERO);

    private static final List<FeatureGroup> WITHOUT_FEATURES =
            List.of(
                    POST_META,
                    USER_FOLLOWS,
                    USER_BLOCKS,
                    AUTHOR_POSTS,
                    TRENDING,
                    FRESH_POSTS,
                    POST_VECTOR,
                    USER_META);

    public FeatureGroup {
        if (!NAME.matcher(id).matches() || version < 1) {
            throw FeedrankException.badInput(
                    "feature group: got "
                            + id
                            + ":v"
                            + version
                            + ", expected a name in lower snake case and a version from 1");
        }
    }

    /** The first version of a group. */
    public static FeatureGroup of(String id, Duration timeToLive) {
        return new FeatureGroup(id, 1, timeToLive);
    }

    /** The same group with another definition. */
    public FeatureGroup next() {
        return new FeatureGroup(id, version + 1, timeToLive);
    }

    /** The same group, of whose values one is to live so long. */
    public FeatureGroup withTimeToLive(Duration other) {
        return new FeatureGroup(id, version, other);
    }

    /** All that the platform keeps: the groups of the standard features, and those without any. */
    public static FeatureGroup[] values() {
        Set<FeatureGroup> all = new LinkedHashSet<>(FeatureCatalog.standard().groups());
        all.addAll(WITHOUT_FEATURES);
        return all.toArray(FeatureGroup[]::new);
    }

    /** Name and version, as a model bundle names it: {@code post_stats:v1}. */
    public String qualifiedName() {
        return id + ":v" + version;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureGroup group
                && version == group.version
                && id.equals(group.id);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + version;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}

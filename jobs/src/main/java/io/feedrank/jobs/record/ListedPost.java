package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * A post's place in one of the kept lists.
 *
 * @param score NaN when the post leaves the list
 */
public record ListedPost(FeatureGroup group, String entity, String postId, double score) {
    public static final Codec<ListedPost> CODEC = new ListedPostCodec();

    private static final Map<String, FeatureGroup> GROUPS =
            Map.of(
                    FeatureGroup.AUTHOR_POSTS.id(), FeatureGroup.AUTHOR_POSTS,
                    FeatureGroup.FRESH_POSTS.id(), FeatureGroup.FRESH_POSTS,
                    FeatureGroup.TRENDING.id(), FeatureGroup.TRENDING);

    /** What the list is keyed by. */
    public String listKey() {
        return group.id().toUpperCase(Locale.ROOT) + ':' + entity;
    }

    /** The group of a {@link #listKey}. */
    public static FeatureGroup groupOf(String listKey) {
        return named(listKey.substring(0, listKey.indexOf(':')).toLowerCase(Locale.ROOT));
    }

    /** The entity of a {@link #listKey}. */
    public static String entityOf(String listKey) {
        return listKey.substring(listKey.indexOf(':') + 1);
    }

    private static FeatureGroup named(String id) {
        FeatureGroup group = GROUPS.get(id);
        if (group == null) {
            throw new IllegalArgumentException(
                    "no list '" + id + "', there are " + GROUPS.keySet());
        }
        return group;
    }

    private static final class ListedPostCodec implements Codec<ListedPost> {
        @Override
        public void write(ListedPost value, DataOutput out) throws IOException {
            out.writeUTF(value.group.id());
            out.writeUTF(value.entity);
            out.writeUTF(value.postId);
            out.writeDouble(value.score);
        }

        @Override
        public ListedPost read(DataInput in) throws IOException {
            return new ListedPost(named(in.readUTF()), in.readUTF(), in.readUTF(), in.readDouble());
        }
    }
}

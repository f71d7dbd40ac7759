package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A post's place in one of the kept lists.
 *
 * @param score NaN when the post leaves the list
 */
public record ListedPost(FeatureGroup group, String entity, String postId, double score) {
    public static final Codec<ListedPost> CODEC = new ListedPostCodec();

    private static final FeatureGroup[] GROUPS = FeatureGroup.values();

    /** What the list is keyed by. */
    public String listKey() {
        return group.name() + ':' + entity;
    }

    /** Takes {@link #listKey} apart again: the group's constant, and the entity. */
    public static String[] groupAndEntity(String listKey) {
        int colon = listKey.indexOf(':');
        return new String[] {listKey.substring(0, colon), listKey.substring(colon + 1)};
    }

    private static final class ListedPostCodec implements Codec<ListedPost> {
        @Override
        public void write(ListedPost value, DataOutput out) throws IOException {
            out.writeByte(value.group.ordinal());
            out.writeUTF(value.entity);
            out.writeUTF(value.postId);
            out.writeDouble(value.score);
        }

        @Override
        public ListedPost read(DataInput in) throws IOException {
            return new ListedPost(
                    GROUPS[in.readByte()], in.readUTF(), in.readUTF(), in.readDouble());
        }
    }
}

package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ids related to a user: groups {@code user_follows} and {@code user_blocks} (author ids). The
 * oldest goes beyond {@value #MOST}.
 */
public final class IdSet {
    /** Most ids kept. */
    public static final int MOST = 5_000;

    public static final Codec<IdSet> CODEC = new IdSetCodec();

    private final Set<String> ids = new LinkedHashSet<>();

    public void add(String id) {
        if (ids.size() == MOST && !ids.contains(id)) {
            ids.remove(ids.iterator().next());
        }
        ids.add(id);
    }

    public void remove(String id) {
        ids.remove(id);
    }

    /** The ids, oldest first; a view. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(ids);
    }

    private static final class IdSetCodec implements Codec<IdSet> {
        @Override
        public void write(IdSet value, DataOutput out) throws IOException {
            Varints.write(out, value.ids.size());
            for (String id : value.ids) {
                out.writeUTF(id);
            }
        }

        @Override
        public IdSet copy(IdSet value) {
            IdSet copy = new IdSet();
            copy.ids.addAll(value.ids);
            return copy;
        }

        @Override
        public IdSet read(DataInput in) throws IOException {
            IdSet value = new IdSet();
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                value.ids.add(in.readUTF());
            }
            return value;
        }
    }
}

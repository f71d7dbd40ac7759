package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Group {@code user_topics}: what a user did in each of the {@value #MOST} topics met last, by
 * {@link Signal}.
 */
public final class UserTopics {
    /** Most topics kept; the one met longest ago goes first. */
    public static final int MOST = 64;

    public static final Codec<UserTopics> CODEC = new UserTopicsCodec();
    private static final Codec<TiledCounts> COUNTS =
            TiledCounts.codec(TileLadder.COARSE, Signal.COUNT);

    private final Map<String, TiledCounts> byTopic = new LinkedHashMap<>();

    /** Counts one event in {@code topic}. */
    public void add(String topic, Instant time, Signal signal) {
        TiledCounts counts = byTopic.remove(topic);
        if (counts == null) {
            counts = new TiledCounts(TileLadder.COARSE, Signal.COUNT);
            if (byTopic.size() == MOST) {
                byTopic.remove(byTopic.keySet().iterator().next());
            }
        }
        counts.add(time, signal.ordinal(), 1);
        byTopic.put(topic, counts);
    }

    /** What is known of {@code topic}; null when nothing is. */
    public @Nullable TiledCounts get(String topic) {
        return byTopic.get(topic);
    }

    /** The topics met, the one met last at the end; a view. */
    public Set<String> topics() {
        return Collections.unmodifiableSet(byTopic.keySet());
    }

    private static final class UserTopicsCodec implements Codec<UserTopics> {
        @Override
        public void write(UserTopics value, DataOutput out) throws IOException {
            Varints.write(out, value.byTopic.size());
            for (Map.Entry<String, TiledCounts> entry : value.byTopic.entrySet()) {
                out.writeUTF(entry.getKey());
                COUNTS.write(entry.getValue(), out);
            }
        }

        @Override
        public UserTopics copy(UserTopics value) {
            UserTopics copy = new UserTopics();
            value.byTopic.forEach((topic, counts) -> copy.byTopic.put(topic, COUNTS.copy(counts)));
            return copy;
        }

        @Override
        public UserTopics read(DataInput in) throws IOException {
            UserTopics value = new UserTopics();
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                value.byTopic.put(in.readUTF(), COUNTS.read(in));
            }
            return value;
        }
    }
}

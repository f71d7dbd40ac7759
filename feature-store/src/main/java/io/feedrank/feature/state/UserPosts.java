package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Group {@code user_posts}: how often a user was shown, and acted on, each of the {@value #MOST}
 * posts met last.
 */
public final class UserPosts {
    /** Most posts kept; the one met longest ago goes first. */
    public static final int MOST = 400;

    public static final Codec<UserPosts> CODEC = new UserPostsCodec();

    private static final int[] NEVER = new int[Signal.COUNT];

    private final Map<String, int[]> byPost = new LinkedHashMap<>();

    /** Counts one event of {@code postId}. */
    public void add(String postId, Signal signal) {
        int[] counts = byPost.remove(postId);
        if (counts == null) {
            counts = new int[Signal.COUNT];
            if (byPost.size() == MOST) {
                byPost.remove(byPost.keySet().iterator().next());
            }
        }
        counts[signal.ordinal()]++;
        byPost.put(postId, counts);
    }

    /** How often {@code signal} was seen between the user and {@code postId}. */
    public int count(String postId, Signal signal) {
        return byPost.getOrDefault(postId, NEVER)[signal.ordinal()];
    }

    /** The posts met, the one met last at the end; a view. */
    public Set<String> posts() {
        return Collections.unmodifiableSet(byPost.keySet());
    }

    /** Counts by {@link Signal} of {@code postId}, only to be read; null when it was never met. */
    public int @Nullable [] counts(String postId) {
        return byPost.get(postId);
    }

    /** The posts that {@code signal} was seen of, the one met last first; at most {@code most}. */
    public List<String> latest(Signal signal, int most) {
        List<String> latest = new ArrayList<>();
        byPost.forEach(
                (post, counts) -> {
                    if (counts[signal.ordinal()] > 0) {
                        latest.add(post);
                    }
                });
        Collections.reverse(latest);
        return latest.size() > most ? List.copyOf(latest.subList(0, most)) : latest;
    }

    private static final class UserPostsCodec implements Codec<UserPosts> {
        @Override
        public void write(UserPosts value, DataOutput out) throws IOException {
            Varints.write(out, value.byPost.size());
            for (Map.Entry<String, int[]> entry : value.byPost.entrySet()) {
                out.writeUTF(entry.getKey());
                for (int count : entry.getValue()) {
                    Varints.write(out, count);
                }
            }
        }

        @Override
        public UserPosts copy(UserPosts value) {
            UserPosts copy = new UserPosts();
            value.byPost.forEach((post, counts) -> copy.byPost.put(post, counts.clone()));
            return copy;
        }

        @Override
        public UserPosts read(DataInput in) throws IOException {
            UserPosts value = new UserPosts();
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                String postId = in.readUTF();
                int[] counts = new int[Signal.COUNT];
                for (int signal = 0; signal < counts.length; signal++) {
                    counts[signal] = Varints.readInt(in);
                }
                value.byPost.put(postId, counts);
            }
            return value;
        }
    }
}

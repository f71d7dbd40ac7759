package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The highest posts by a score that does not change with time: groups {@code trending} (log of the
 * decayed clicks, moved to a fixed moment), {@code fresh_posts} and {@code author_posts} (creation
 * time in milliseconds). Ties go by id.
 */
public final class RankedPosts {
    public static final Codec<RankedPosts> CODEC = new RankedPostsCodec();

    /** A post and its score; higher is first. */
    public record Entry(String postId, double score) {}

    private static final Comparator<Entry> HIGHEST_FIRST =
            Comparator.comparingDouble(Entry::score).reversed().thenComparing(Entry::postId);

    private final Map<String, Double> scores = new HashMap<>();
    private final int most;

    public RankedPosts(int most) {
        this.most = most;
    }

    /** Sets a post's score; true when the list of the highest may have changed. */
    public boolean put(String postId, double score) {
        scores.put(postId, score);
        if (scores.size() > most + most / 2 + 8) {
            List<Entry> kept = top();
            scores.clear();
            kept.forEach(entry -> scores.put(entry.postId(), entry.score()));
        }
        return scores.containsKey(postId);
    }

    /** Takes a post out; true when it was there. */
    public boolean remove(String postId) {
        return scores.remove(postId) != null;
    }

    /** True when no post is on it. */
    public boolean isEmpty() {
        return scores.isEmpty();
    }

    /** The highest, best first, at most as many as asked for at construction. */
    public List<Entry> top() {
        List<Entry> entries = new ArrayList<>(scores.size());
        scores.forEach((postId, score) -> entries.add(new Entry(postId, score)));
        entries.sort(HIGHEST_FIRST);
        return entries.size() > most ? List.copyOf(entries.subList(0, most)) : List.copyOf(entries);
    }

    private static final class RankedPostsCodec implements Codec<RankedPosts> {
        @Override
        public void write(RankedPosts value, DataOutput out) throws IOException {
            List<Entry> top = value.top();
            Varints.write(out, value.most);
            Varints.write(out, top.size());
            for (Entry entry : top) {
                out.writeUTF(entry.postId());
                out.writeDouble(entry.score());
            }
        }

        @Override
        public RankedPosts copy(RankedPosts value) {
            RankedPosts copy = new RankedPosts(value.most);
            copy.scores.putAll(value.scores);
            return copy;
        }

        @Override
        public RankedPosts read(DataInput in) throws IOException {
            RankedPosts value = new RankedPosts(Varints.readInt(in));
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                value.scores.put(in.readUTF(), in.readDouble());
            }
            return value;
        }
    }
}

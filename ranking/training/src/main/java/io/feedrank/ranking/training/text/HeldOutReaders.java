package io.feedrank.ranking.training.text;

import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.state.VectorSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures vectors of posts that are newer than all that was learned from, by the readers that the
 * posts found later: users are ranked by the dot product of the post's vector with theirs, as that
 * was before the posts were written, and the recall of a post is the share of its readers among the
 * first twentieth of the users. Chance gives 0.05.
 */
final class HeldOutReaders {
    private static final int FEWEST = 3;
    private static final int MOST_POSTS = 1_000;

    private final TextCorpus corpus;
    private final String[] ids;
    private final List<float[]> users = new ArrayList<>();
    private final int[] place;
    private final TreeMap<Integer, List<Integer>> readers = new TreeMap<>();

    /**
     * @param from number of the first post held out
     * @param to the one after the last
     * @param before what was known when the first was written
     */
    HeldOutReaders(TextCorpus corpus, int from, int to, ReaderReplay before) {
        this.corpus = corpus;
        this.ids = corpus.users();
        this.place = new int[ids.length];
        for (int user = 0; user < ids.length; user++) {
            float[] vector = before.user(user);
            place[user] = vector == null ? -1 : users.size();
            if (vector != null) {
                users.add(vector);
            }
        }
        TreeMap<Integer, Set<Integer>> found = new TreeMap<>();
        for (int click = 0; click < corpus.clicks(); click++) {
            int post = corpus.clickPost(click);
            if (post >= from && post < to) {
                found.computeIfAbsent(post, none -> new LinkedHashSet<>())
                        .add(corpus.clickUser(click));
            }
        }
        int step = Math.max(1, found.size() / MOST_POSTS);
        int at = 0;
        for (var entry : found.entrySet()) {
            if (at++ % step == 0 && titled(entry.getKey())) {
                readers.put(entry.getKey(), List.copyOf(entry.getValue()));
            }
        }
    }

    /** Users with a vector. */
    int users() {
        return users.size();
    }

    /** How many of them count as found. */
    int first() {
        return Math.max(1, users.size() / 20);
    }

    /** Posts that count, when the first {@code skipped} readers of each are left out. */
    int posts(int skipped) {
        return (int)
                readers.values().stream()
                        .filter(all -> later(all, skipped).size() >= FEWEST)
                        .count();
    }

    /**
     * Mean recall over the posts.
     *
     * @param skipped the first so many readers of each post are left out
     */
    double recall(PostVectors vectors, int skipped) {
        double sum = 0;
        int count = 0;
        for (var entry : readers.entrySet()) {
            List<Integer> wanted = later(entry.getValue(), skipped);
            if (wanted.size() < FEWEST) {
                continue;
            }
            count++;
            float[] vector = vectors.of(entry.getKey());
            if (vector != null) {
                sum += recall(vector, wanted);
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Mean cosine with the vectors that the posts' readers give them at the end. */
    double cosine(PostVectors vectors, ReaderReplay end) {
        double sum = 0;
        int count = 0;
        for (int post : readers.keySet()) {
            float[] target = end.post(post);
            float[] vector = vectors.of(post);
            if (target != null && end.readers(post) >= FEWEST) {
                sum += vector == null ? 0 : VectorSpace.dot(vector, target);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The vector of a post's first readers alone; null when it has fewer. */
    float @Nullable [] ofFirst(int post, int count) {
        List<Integer> all = readers.getOrDefault(post, List.of());
        if (all.size() < count) {
            return null;
        }
        DecayedVector vector = VectorSpace.empty();
        for (int reader : all.subList(0, count)) {
            vector.add(
                    VectorSpace.ofReader(ids[reader]), Instant.EPOCH, VectorSpace.POST_HALF_LIFE);
        }
        return vector.unit();
    }

    private double recall(float[] vector, List<Integer> wanted) {
        float[] scores = new float[users.size()];
        for (int user = 0; user < scores.length; user++) {
            scores[user] = VectorSpace.dot(vector, users.get(user));
        }
        int found = 0;
        for (int reader : wanted) {
            float score = scores[place[reader]];
            int above = 0;
            for (float other : scores) {
                above += other > score ? 1 : 0;
            }
            found += above < first() ? 1 : 0;
        }
        return (double) found / wanted.size();
    }

    private List<Integer> later(List<Integer> all, int skipped) {
        return all.stream().skip(skipped).filter(user -> place[user] >= 0).toList();
    }

    private boolean titled(int post) {
        return !corpus.posts().get(post).title().isBlank();
    }
}

package io.feedrank.ranking.training.evaluation.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the simple rankers count. Fed in time order; scores are of the moment. One thread.
 *
 * <p>The 13 inputs of the linear model, in order: clicks decayed over 1 h, 6 h, 24 h and all of
 * them (logarithms), click rate over 6 h and 24 h, views over 6 h (logarithm), hours since first
 * seen (logarithm), mean and highest similarity to the user's last reads by common readers, times
 * shown to this user before (logarithm), the same decayed over an hour, read by this user before.
 */
public final class BaselineState {
    /** Number of inputs of the linear model. */
    public static final int INPUTS = 13;

    private static final int LAST_READS = 20;

    private static final Pattern SERIAL = Pattern.compile("\\d{1,18}");

    private record UserPost(int user, String post) {}

    private static final class Met {
        private final DecayedCount lately = new DecayedCount(PostCounts.HOUR);
        private int times;
    }

    private final Map<String, PostCounts> posts = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<UserPost, Met> met = new HashMap<>();
    private final Map<Integer, Deque<PostCounts>> lastReads = new HashMap<>();

    /** Posts were in view of a user. */
    public void shown(String userId, List<String> postIds, long second) {
        int user = user(userId);
        for (String post : postIds) {
            post(post, second).view(second);
            Met pair = met.computeIfAbsent(new UserPost(user, post), fresh -> new Met());
            pair.times++;
            pair.lately.add(1, second);
        }
    }

    /** A user clicked or read a post. */
    public void read(String userId, String postId, long second) {
        int user = user(userId);
        PostCounts post = post(postId, second);
        post.click(second);
        post.readers.set(user);
        Deque<PostCounts> reads = lastReads.computeIfAbsent(user, fresh -> new ArrayDeque<>());
        reads.remove(post);
        reads.addFirst(post);
        if (reads.size() > LAST_READS) {
            reads.removeLast();
        }
    }

    /**
     * By when they were made. A log without that date, but with serial numbers for ids, as EB-NeRD,
     * tells it by the number; other ids go by when they were first seen.
     */
    public float[] newest(List<String> postIds, long second) {
        boolean serial = postIds.stream().allMatch(id -> SERIAL.matcher(id).matches());
        if (!serial) {
            return scores(postIds, second, post -> post.firstSeen - second);
        }
        long highest = postIds.stream().mapToLong(Long::parseLong).max().orElse(0);
        float[] scores = new float[postIds.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Long.parseLong(postIds.get(i)) - highest;
        }
        return scores;
    }

    /** By all clicks so far. */
    public float[] clicks(List<String> postIds, long second) {
        return scores(postIds, second, post -> post.clicks);
    }

    /** By clicks with a half-life of six hours. */
    public float[] decayedClicks(List<String> postIds, long second) {
        return scores(postIds, second, post -> post.clicksQuarter.at(second));
    }

    /** Inputs of the linear model: row-major {@code float[posts][INPUTS]}. */
    public float[] inputs(String userId, List<String> postIds, long second) {
        float[] rows = new float[postIds.size() * INPUTS];
        int user = user(userId);
        Deque<PostCounts> reads = lastReads.getOrDefault(user, new ArrayDeque<>());
        for (int row = 0; row < postIds.size(); row++) {
            PostCounts post = posts.getOrDefault(postIds.get(row), new PostCounts(second));
            Met pair = met.get(new UserPost(user, postIds.get(row)));
            double sum = 0;
            double most = 0;
            for (PostCounts read : reads) {
                double similarity = read == post ? 0 : read.similarity(post);
                sum += similarity;
                most = Math.max(most, similarity);
            }
            double[] values = {
                Math.log1p(post.clicksHour.at(second)),
                Math.log1p(post.clicksQuarter.at(second)),
                Math.log1p(post.clicksDay.at(second)),
                Math.log1p(post.clicks),
                post.rateQuarter(second),
                post.rateDay(second),
                Math.log1p(post.viewsQuarter.at(second)),
                Math.log1p(Math.max(0, second - post.firstSeen) / 3600.0),
                reads.isEmpty() ? 0 : sum / reads.size(),
                most,
                pair == null ? 0 : Math.log1p(pair.times),
                pair == null ? 0 : pair.lately.at(second),
                post.readers.get(user) ? 1 : 0
            };
            for (int i = 0; i < INPUTS; i++) {
                rows[row * INPUTS + i] = (float) values[i];
            }
        }
        return rows;
    }

    private interface Score {
        double of(PostCounts post);
    }

    private float[] scores(List<String> postIds, long second, Score score) {
        float[] scores = new float[postIds.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] =
                    (float) score.of(posts.getOrDefault(postIds.get(i), new PostCounts(second)));
        }
        return scores;
    }

    private int user(String id) {
        return users.computeIfAbsent(id, fresh -> users.size());
    }

    private PostCounts post(String id, long second) {
        return posts.computeIfAbsent(id, fresh -> new PostCounts(second));
    }
}

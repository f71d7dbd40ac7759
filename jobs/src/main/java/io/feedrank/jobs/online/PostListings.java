package io.feedrank.jobs.online;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.TrendingScore;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.PostState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which of the kept lists a post belongs on, and at which score: its author's, the newest ones, the
 * trending ones of its language and topic and of all, and those to be explored as long as few
 * people were shown it.
 */
final class PostListings {
    private static final double GONE = Double.NaN;

    /** After so many impressions the numbers of a post speak for it. */
    static final int EXPLORED = 200;

    private PostListings() {}

    /** The row changed from {@code before}: off the lists that it left, onto those of now. */
    static void onChange(@Nullable Post before, PostState state, Consumer<ListedPost> out) {
        Post now = Objects.requireNonNull(state.meta());
        boolean explored = impressions(state) >= EXPLORED;
        if (before != null && !before.authorId().equals(now.authorId())) {
            out.accept(listed(FeatureGroup.AUTHOR_POSTS, before.authorId(), now, GONE));
        }
        double created = state.published() ? now.createdAtMs() : GONE;
        out.accept(listed(FeatureGroup.AUTHOR_POSTS, now.authorId(), now, created));
        List<String> fresh = fresh(now, explored);
        if (before != null) {
            leave(FeatureGroup.FRESH_POSTS, fresh(before, explored), fresh, now, out);
            leave(
                    FeatureGroup.TRENDING,
                    trending(before),
                    state.published() ? trending(now) : List.of(),
                    now,
                    out);
        }
        fresh.forEach(scope -> out.accept(listed(FeatureGroup.FRESH_POSTS, scope, now, created)));
    }

    private static void leave(
            FeatureGroup group,
            List<String> were,
            List<String> are,
            Post post,
            Consumer<ListedPost> out) {
        for (String scope : were) {
            if (!are.contains(scope)) {
                out.accept(listed(group, scope, post, GONE));
            }
        }
    }

    /** What is clicked has a place by its decayed clicks. */
    static void trending(PostState state, Consumer<ListedPost> out) {
        DecayWeights weights = new DecayWeights(state.stats().newest());
        double clicks =
                state.stats().decayed(Signal.CLICK.ordinal(), weights, TrendingScore.HALF_LIFE);
        if (clicks > 0) {
            Post post = Objects.requireNonNull(state.meta());
            double score = TrendingScore.of(clicks, weights.asOf());
            trending(post)
                    .forEach(
                            scope -> out.accept(listed(FeatureGroup.TRENDING, scope, post, score)));
        }
    }

    /** Enough people were shown it: it has to do without the help of exploration. */
    static void explored(PostState state, Consumer<ListedPost> out) {
        Post post = Objects.requireNonNull(state.meta());
        exploring(post)
                .forEach(scope -> out.accept(listed(FeatureGroup.FRESH_POSTS, scope, post, GONE)));
    }

    /** Impressions so far. */
    static long impressions(PostState state) {
        return state.stats().total(Signal.IMPRESSION.ordinal());
    }

    private static List<String> trending(Post post) {
        List<String> scopes =
                new ArrayList<>(List.of(ListScope.ALL, ListScope.language(post.language())));
        if (!post.topic().isEmpty()) {
            scopes.add(ListScope.topic(post.topic()));
        }
        return scopes;
    }

    private static List<String> fresh(Post post, boolean explored) {
        List<String> scopes =
                new ArrayList<>(List.of(ListScope.ALL, ListScope.language(post.language())));
        if (!explored) {
            scopes.addAll(exploring(post));
        }
        return scopes;
    }

    private static List<String> exploring(Post post) {
        return List.of(ListScope.EXPLORE, ListScope.exploreIn(post.language()));
    }

    private static ListedPost listed(FeatureGroup group, String scope, Post post, double score) {
        return new ListedPost(group, scope, post.id(), score);
    }
}

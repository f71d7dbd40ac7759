package io.feedrank.feature.catalog;

import static io.feedrank.feature.aggregate.HalfLife.ONE_DAY;
import static io.feedrank.feature.aggregate.HalfLife.ONE_HOUR;
import static io.feedrank.feature.aggregate.HalfLife.SIX_HOURS;
import static io.feedrank.feature.catalog.FeatureGroup.POST_META;
import static io.feedrank.feature.catalog.FeatureGroup.POST_STATS;
import static io.feedrank.feature.catalog.FeatureGroup.USER_ACTIVITY;
import static io.feedrank.feature.catalog.FeatureGroup.USER_POSTS;
import static io.feedrank.feature.catalog.FeatureGroup.USER_TOPICS;
import static io.feedrank.feature.catalog.FeatureGroup.USER_VECTOR;
import static io.feedrank.feature.catalog.Scale.LINEAR;
import static io.feedrank.feature.catalog.Scale.LOGARITHMIC;
import static io.feedrank.feature.state.Signal.CLICK;
import static io.feedrank.feature.state.Signal.HIDE;
import static io.feedrank.feature.state.Signal.IMPRESSION;
import static io.feedrank.feature.state.Signal.LIKE;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The declarations. A new feature is one more line here. */
final class StandardFeatures {
    /** Clicks and impressions that every smoothed rate starts from: one click in ten. */
    private static final double PRIOR_CLICKS = 1;

    private static final double PRIOR_IMPRESSIONS = 10;
    private static final double MILLIS_AN_HOUR = 3_600_000;

    private StandardFeatures() {}

    static List<Feature.OfPost> ofPost() {
        List<Feature.OfPost> features = new ArrayList<>();
        for (HalfLife halfLife : HalfLife.values()) {
            long hours = halfLife.duration().toHours();
            features.add(postCount("post_clicks_" + hours + "h", CLICK, halfLife));
            features.add(postCount("post_impressions_" + hours + "h", IMPRESSION, halfLife));
        }
        features.add(postCount("post_likes_24h", LIKE, ONE_DAY));
        features.add(postCount("post_hides_24h", HIDE, ONE_DAY));
        features.add(postRate("post_ctr_1h", ONE_HOUR));
        features.add(postRate("post_ctr_6h", SIX_HOURS));
        features.add(postRate("post_ctr_24h", ONE_DAY));
        features.add(
                new Feature.OfPost(
                        "post_age_hours",
                        POST_META,
                        LOGARITHMIC,
                        "Hours since the post was created.",
                        (post, weights) ->
                                Math.max(
                                        0,
                                        (weights.asOf().toEpochMilli() - post.createdAtMs())
                                                / MILLIS_AN_HOUR)));
        return features;
    }

    static List<Feature.OfUser> ofUser() {
        return List.of(
                userCount("user_clicks_24h", CLICK),
                userCount("user_impressions_24h", IMPRESSION),
                new Feature.OfUser(
                        "user_ctr_24h",
                        USER_ACTIVITY,
                        LINEAR,
                        "Smoothed click rate of the user.",
                        (user, weights) -> rate(user.activity(), weights, ONE_DAY)));
    }

    static List<Feature.OfPair> ofPair() {
        return List.of(
                new Feature.OfPair(
                        "user_topic_clicks_24h",
                        USER_TOPICS,
                        LOGARITHMIC,
                        "Decayed clicks of the user in the post's topic.",
                        (user, post, weights) ->
                                topicClicks(user.topics().get(post.topic()), weights)),
                new Feature.OfPair(
                        "user_topic_ctr_24h",
                        USER_TOPICS,
                        LINEAR,
                        "Smoothed click rate of the user in the post's topic; the prior when none is known.",
                        (user, post, weights) ->
                                rate(user.topics().get(post.topic()), weights, ONE_DAY)),
                new Feature.OfPair(
                        "user_topic_share",
                        USER_TOPICS,
                        LINEAR,
                        "Share of the user's decayed clicks that were in the post's topic.",
                        StandardFeatures::topicShare),
                new Feature.OfPair(
                        "user_post_shown",
                        USER_POSTS,
                        LOGARITHMIC,
                        "How often the user was shown the post before.",
                        (user, post, weights) -> user.posts().count(post.postId(), IMPRESSION)),
                new Feature.OfPair(
                        "user_post_clicked",
                        USER_POSTS,
                        LOGARITHMIC,
                        "How often the user clicked the post before.",
                        (user, post, weights) -> user.posts().count(post.postId(), CLICK)),
                new Feature.OfPair(
                        "user_post_similarity",
                        USER_VECTOR,
                        LINEAR,
                        "Cosine of the user's and the post's vector; 0 when one of them is missing.",
                        (user, post, weights) -> similarity(user.vector().unit(), post.vector())));
    }

    private static Feature.OfPost postCount(String name, Signal signal, HalfLife halfLife) {
        String description =
                "Decayed count of "
                        + signal.name().toLowerCase(java.util.Locale.ROOT)
                        + " events of the post, half-life "
                        + halfLife.duration().toHours()
                        + " h.";
        return new Feature.OfPost(
                name,
                POST_STATS,
                LOGARITHMIC,
                description,
                (post, weights) -> post.stats().decayed(signal.ordinal(), weights, halfLife));
    }

    private static Feature.OfPost postRate(String name, HalfLife halfLife) {
        String description =
                "Smoothed click rate of the post, half-life "
                        + halfLife.duration().toHours()
                        + " h.";
        return new Feature.OfPost(
                name,
                POST_STATS,
                LINEAR,
                description,
                (post, weights) -> rate(post.stats(), weights, halfLife));
    }

    private static Feature.OfUser userCount(String name, Signal signal) {
        String description =
                "Decayed count of "
                        + signal.name().toLowerCase(java.util.Locale.ROOT)
                        + " events of the user, half-life 24 h.";
        return new Feature.OfUser(
                name,
                USER_ACTIVITY,
                LOGARITHMIC,
                description,
                (user, weights) -> user.activity().decayed(signal.ordinal(), weights, ONE_DAY));
    }

    private static double rate(
            @Nullable TiledCounts counts, DecayWeights weights, HalfLife halfLife) {
        if (counts == null) {
            return PRIOR_CLICKS / PRIOR_IMPRESSIONS;
        }
        double clicks = counts.decayed(CLICK.ordinal(), weights, halfLife);
        double impressions = counts.decayed(IMPRESSION.ordinal(), weights, halfLife);
        return (clicks + PRIOR_CLICKS) / (impressions + PRIOR_IMPRESSIONS);
    }

    private static double topicClicks(@Nullable TiledCounts counts, DecayWeights weights) {
        return counts == null ? 0 : counts.decayed(CLICK.ordinal(), weights, ONE_DAY);
    }

    private static double topicShare(UserFeatures user, PostIdentity post, DecayWeights weights) {
        double all = user.activity().decayed(CLICK.ordinal(), weights, ONE_DAY);
        return topicClicks(user.topics().get(post.topic()), weights) / (all + 1);
    }

    private static double similarity(float @Nullable [] user, float @Nullable [] post) {
        return user == null || post == null ? 0 : VectorSpace.dot(user, post);
    }
}

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
import static io.feedrank.feature.catalog.Scale.LOGARITHMIC;
import static io.feedrank.feature.state.Entity.AUTHOR;
import static io.feedrank.feature.state.Entity.POST;
import static io.feedrank.feature.state.Entity.SESSION;
import static io.feedrank.feature.state.Entity.TOPIC;
import static io.feedrank.feature.state.Entity.USER;
import static io.feedrank.feature.state.Entity.USER_AUTHOR;
import static io.feedrank.feature.state.Entity.USER_POST;
import static io.feedrank.feature.state.Entity.USER_TOPIC;
import static io.feedrank.feature.state.Signal.CLICK;
import static io.feedrank.feature.state.Signal.HIDE;
import static io.feedrank.feature.state.Signal.IMPRESSION;
import static io.feedrank.feature.state.Signal.LIKE;

import io.feedrank.feature.aggregate.Fold;
import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.catalog.Collecting.DecayedSimilarity;
import io.feedrank.feature.catalog.Collecting.DistinctCount;
import io.feedrank.feature.catalog.Collecting.DwellSeconds;
import io.feedrank.feature.catalog.Collecting.LastShare;
import io.feedrank.feature.catalog.Counting.Count;
import io.feedrank.feature.catalog.Counting.DecayedCount;
import io.feedrank.feature.catalog.Counting.DecayedRate;
import io.feedrank.feature.catalog.Counting.ShareOfUser;
import io.feedrank.feature.catalog.Counting.Total;
import io.feedrank.feature.catalog.Sessions.SessionCount;
import io.feedrank.feature.catalog.Sessions.SessionMinutes;
import io.feedrank.feature.impression.PostTraffic;
import io.feedrank.feature.impression.PostTraffic.Measure;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Property;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.VectorSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The declarations. A new feature is one more here. */
final class StandardFeatures {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration GAP = Duration.ofMinutes(30);

    private static final FeatureGroup POST_READING = group("post_reading");
    private static final FeatureGroup POST_TRAFFIC = group("post_traffic");
    private static final FeatureGroup AUTHOR_STATS = group("author_stats");
    private static final FeatureGroup AUTHOR_READERS = group("author_readers");
    private static final FeatureGroup TOPIC_STATS = group("topic_stats");
    private static final FeatureGroup USER_SESSION = group("user_session");
    private static final FeatureGroup USER_AUTHORS = group("user_authors");
    private static final FeatureGroup USER_RECENT = group("user_recent");
    private static final FeatureGroup USER_READING = group("user_reading");

    /** Half-lives at which post_stats has clicks, impressions and their rate already. */
    private static final Set<Duration> COUNTED =
            Set.of(ONE_HOUR.duration(), SIX_HOURS.duration(), ONE_DAY.duration());

    private StandardFeatures() {}

    private static FeatureGroup group(String id) {
        return FeatureGroup.of(id, Duration.ofDays(30));
    }

    static List<Feature> all() {
        List<Feature> features = new ArrayList<>();
        for (HalfLife halfLife : HalfLife.values()) {
            features.add(decayed("post", POST, POST_STATS, CLICK, halfLife));
            features.add(decayed("post", POST, POST_STATS, IMPRESSION, halfLife));
        }
        features.add(decayed("post", POST, POST_STATS, LIKE, ONE_DAY));
        features.add(decayed("post", POST, POST_STATS, HIDE, ONE_DAY));
        features.add(clickRate("post", POST, POST_STATS, ONE_HOUR));
        features.add(clickRate("post", POST, POST_STATS, SIX_HOURS));
        features.add(clickRate("post", POST, POST_STATS, ONE_DAY));
        features.addAll(ofTraffic());
        features.addAll(ofItems());
        features.addAll(ofUsers());
        features.addAll(ofPairs());
        return features;
    }

    private static List<Feature> ofTraffic() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < PostTraffic.HALF_LIVES.size(); i++) {
            boolean counted = COUNTED.contains(PostTraffic.HALF_LIVES.get(i));
            for (Measure measure : Measure.values()) {
                if (!counted || measure == Measure.CLICK_LIFT) {
                    features.add(traffic(measure, i));
                }
            }
        }
        return features;
    }

    private static Feature traffic(Measure measure, int halfLife) {
        Traffic aggregation = new Traffic(measure, halfLife);
        String what =
                switch (measure) {
                    case CLICKS -> "log(1 + clicks)";
                    case SHOWINGS -> "log(1 + impressions)";
                    case CLICK_RATE -> "Log of the smoothed click rate";
                    case CLICK_LIFT ->
                            "Log of clicks over those by chance, 1/n for a showing among n posts";
                };
        return Feature.of(
                        "post_traffic_" + PostTraffic.column(measure, halfLife),
                        POST,
                        POST_TRAFFIC,
                        aggregation,
                        what + " of the post, " + aggregation.span() + ".")
                .orElse(new PostTraffic().get(measure, halfLife, 0));
    }

    private static List<Feature> ofItems() {
        return List.of(
                Feature.of(
                                "post_age_hours",
                                POST,
                                POST_META,
                                new Aggregation.Age(),
                                "Hours since the post was created.")
                        .scaled(LOGARITHMIC),
                Feature.of(
                                "post_dwell_seconds_24h",
                                POST,
                                POST_READING,
                                new DwellSeconds(Fold.SUM, DAY),
                                "Seconds that people read the post in 24 hours.")
                        .scaled(LOGARITHMIC),
                Feature.of(
                                "author_clicks_7d",
                                AUTHOR,
                                AUTHOR_STATS,
                                new Count(CLICK, WEEK),
                                "Clicks on posts of the author in 7 days.")
                        .scaled(LOGARITHMIC),
                clickRate("author", AUTHOR, AUTHOR_STATS, ONE_DAY),
                Feature.of(
                                "author_readers_7d",
                                AUTHOR,
                                AUTHOR_READERS,
                                new DistinctCount(CLICK, Property.USER, WEEK),
                                "About how many people clicked on posts of the author in 7 days.")
                        .scaled(LOGARITHMIC),
                decayed("topic", TOPIC, TOPIC_STATS, CLICK, SIX_HOURS),
                clickRate("topic", TOPIC, TOPIC_STATS, SIX_HOURS));
    }

    private static List<Feature> ofUsers() {
        return List.of(
                decayed("user", USER, USER_ACTIVITY, CLICK, ONE_DAY),
                decayed("user", USER, USER_ACTIVITY, IMPRESSION, ONE_DAY),
                clickRate("user", USER, USER_ACTIVITY, ONE_DAY),
                Feature.of(
                                "user_longest_read_7d",
                                USER,
                                USER_READING,
                                new DwellSeconds(Fold.MAX, WEEK),
                                "Seconds of the user's longest read in 7 days.")
                        .scaled(LOGARITHMIC),
                session("clicks", CLICK),
                session("impressions", IMPRESSION),
                Feature.of(
                                "session_minutes",
                                SESSION,
                                USER_SESSION,
                                new SessionMinutes(GAP),
                                "Minutes since the session began; it ends with a pause of 30.")
                        .scaled(LOGARITHMIC));
    }

    private static List<Feature> ofPairs() {
        return List.of(
                Feature.of(
                                "user_topic_clicks_24h",
                                USER_TOPIC,
                                USER_TOPICS,
                                new DecayedCount(CLICK, ONE_DAY),
                                "Decayed clicks of the user in the post's topic.")
                        .scaled(LOGARITHMIC),
                clickRate("user_topic", USER_TOPIC, USER_TOPICS, ONE_DAY),
                Feature.of(
                        "user_topic_share",
                        USER_TOPIC,
                        USER_TOPICS,
                        new ShareOfUser(CLICK, ONE_DAY),
                        "Share of the user's decayed clicks that were in the post's topic."),
                Feature.of(
                                "user_post_shown",
                                USER_POST,
                                USER_POSTS,
                                new Total(IMPRESSION),
                                "How often the user was shown the post before.")
                        .scaled(LOGARITHMIC),
                Feature.of(
                                "user_post_clicked",
                                USER_POST,
                                USER_POSTS,
                                new Total(CLICK),
                                "How often the user clicked the post before.")
                        .scaled(LOGARITHMIC),
                Feature.of(
                        "user_post_similarity",
                        USER,
                        USER_VECTOR,
                        new DecayedSimilarity(CLICK, VectorSpace.USER_HALF_LIFE),
                        "Cosine of the user's and the post's vector; 0 when one of them is"
                                + " missing."),
                Feature.of(
                                "user_author_clicks_7d",
                                USER_AUTHOR,
                                USER_AUTHORS,
                                new Count(CLICK, WEEK),
                                "Clicks of the user on posts of the author in 7 days.")
                        .scaled(LOGARITHMIC),
                Feature.of(
                        "user_last_topic_share",
                        USER,
                        USER_RECENT,
                        new LastShare(CLICK, Property.TOPIC, 20),
                        "Share of the user's last 20 clicks that were in the post's topic."));
    }

    private static Feature decayed(
            String of, Entity entity, FeatureGroup group, Signal signal, HalfLife halfLife) {
        long hours = halfLife.duration().toHours();
        String events = signal.name().toLowerCase(Locale.ROOT);
        return Feature.of(
                        of + "_" + events + "s_" + hours + "h",
                        entity,
                        group,
                        new DecayedCount(signal, halfLife),
                        "Decayed count of "
                                + events
                                + " events of the "
                                + of
                                + ", half-life "
                                + hours
                                + " h.")
                .scaled(LOGARITHMIC);
    }

    private static Feature clickRate(
            String of, Entity entity, FeatureGroup group, HalfLife halfLife) {
        long hours = halfLife.duration().toHours();
        return Feature.of(
                        of + "_ctr_" + hours + "h",
                        entity,
                        group,
                        new DecayedRate(CLICK, IMPRESSION, halfLife, Prior.ONE_IN_TEN),
                        "Smoothed click rate of the "
                                + of.replace('_', ' ')
                                + ", half-life "
                                + hours
                                + " h; the prior when nothing is known.")
                .orElse(Prior.ONE_IN_TEN.rate(0, 0));
    }

    private static Feature session(String name, Signal signal) {
        return Feature.of(
                        "session_" + name,
                        SESSION,
                        USER_SESSION,
                        new SessionCount(signal, GAP),
                        "Number of " + name + " in the user's session so far.")
                .scaled(LOGARITHMIC);
    }
}

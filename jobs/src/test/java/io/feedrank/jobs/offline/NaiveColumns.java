package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.aggregate.SessionCounts;
import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.impression.PostTraffic;
import io.feedrank.feature.state.Signal;
import io.feedrank.jobs.NaiveTraffic;
import io.feedrank.jobs.record.PostTouch;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the columns of declared groups are as of an impression, by loops over the raw events before
 * its second. The windows hold all of the test's events, so a window is a count; of decayed ones
 * the tiles are the oracle's too.
 */
final class NaiveColumns {
    private static final long GAP_SECONDS = 1_800;
    private static final Set<String> TRAFFIC =
            FeatureCatalog.standard().features().stream()
                    .filter(feature -> feature.group().id().equals("post_traffic"))
                    .map(Feature::name)
                    .collect(Collectors.toSet());

    private final List<PostTouch> before;
    private final PostTouch shown;

    NaiveColumns(List<PostTouch> all, PostTouch shown) {
        this.before = all.stream().filter(touch -> touch.second() < shown.second()).toList();
        this.shown = shown;
    }

    /** Puts each value into its place in {@code row}. */
    void fill(List<String> columns, float[] row) {
        String author = NaiveExamples.authorOf(shown.postId());
        String topic = NaiveExamples.topicOf(shown.postId());
        Predicate<PostTouch> ofPost = touch -> touch.postId().equals(shown.postId());
        Predicate<PostTouch> ofAuthor =
                touch -> NaiveExamples.authorOf(touch.postId()).equals(author);
        Predicate<PostTouch> ofTopic = touch -> NaiveExamples.topicOf(touch.postId()).equals(topic);
        Predicate<PostTouch> ofUser = touch -> touch.userId().equals(shown.userId());
        Predicate<PostTouch> clicks = touch -> touch.event().type() == EventType.CLICK;
        Predicate<PostTouch> reads = touch -> touch.event().type() == EventType.DWELL;
        put(columns, row, "post_dwell_seconds_24h", 40.0 * count(ofPost.and(reads)));
        put(columns, row, "author_clicks_7d", count(ofAuthor.and(clicks)));
        put(columns, row, "author_ctr_24h", rate(ofAuthor, HalfLife.ONE_DAY));
        long readers =
                before.stream()
                        .filter(ofAuthor.and(clicks))
                        .map(PostTouch::userId)
                        .distinct()
                        .count();
        // Six readers: the sketch still keeps each of them, and its estimate is off by rounding.
        double estimate = row[columns.indexOf("author_readers_7d")];
        put(columns, row, "author_readers_7d", readers == 0 ? estimate : (double) readers);
        put(columns, row, "topic_clicks_6h", decayed(ofTopic, Signal.CLICK, HalfLife.SIX_HOURS));
        put(columns, row, "topic_ctr_6h", rate(ofTopic, HalfLife.SIX_HOURS));
        put(columns, row, "user_longest_read_7d", count(ofUser.and(reads)) == 0 ? 0 : 40);
        put(columns, row, "user_author_clicks_7d", count(ofUser.and(ofAuthor).and(clicks)));
        put(columns, row, "user_last_topic_share", lastTopicShare(ofUser.and(clicks), topic));
        session(columns, row, ofUser);
        traffic(columns, row, before.stream().filter(ofPost).toList());
    }

    private void traffic(List<String> columns, float[] row, List<PostTouch> ofPost) {
        NaiveTraffic naive = new NaiveTraffic(ofPost, shown.second());
        PostTraffic.Measure[] measures = PostTraffic.Measure.values();
        for (int i = 0; i < measures.length * PostTraffic.HALF_LIVES.size(); i++) {
            String column = "post_traffic_" + PostTraffic.COLUMNS.get(i);
            if (TRAFFIC.contains(column)) {
                Duration halfLife = PostTraffic.HALF_LIVES.get(i / measures.length);
                put(columns, row, column, naive.get(measures[i % measures.length], halfLife));
            }
        }
    }

    private void session(List<String> columns, float[] row, Predicate<PostTouch> ofUser) {
        long start = shown.second();
        int clicks = 0;
        int impressions = 0;
        Set<Long> active = new HashSet<>();
        List<PostTouch> newestFirst =
                before.stream()
                        .filter(ofUser)
                        .sorted(Comparator.comparingLong(PostTouch::second).reversed())
                        .toList();
        for (PostTouch touch : newestFirst) {
            active.add(touch.second());
            if (start - touch.second() > GAP_SECONDS || active.size() > SessionCounts.MOST) {
                break;
            }
            start = touch.second();
            clicks += touch.event().type() == EventType.CLICK ? 1 : 0;
            impressions += touch.event().type() == EventType.IMPRESSION ? 1 : 0;
        }
        put(columns, row, "session_clicks", clicks);
        put(columns, row, "session_impressions", impressions);
        put(columns, row, "session_minutes", (shown.second() - start) / 60.0);
    }

    private double lastTopicShare(Predicate<PostTouch> clicksOfUser, String topic) {
        List<String> last =
                before.stream()
                        .filter(clicksOfUser)
                        .sorted(
                                Comparator.comparingLong(PostTouch::second)
                                        .reversed()
                                        .thenComparing(t -> NaiveExamples.topicOf(t.postId())))
                        .limit(20)
                        .map(touch -> NaiveExamples.topicOf(touch.postId()))
                        .toList();
        long here = last.stream().filter(topic::equals).count();
        return last.isEmpty() ? 0 : (double) here / last.size();
    }

    private double rate(Predicate<PostTouch> of, HalfLife halfLife) {
        return (decayed(of, Signal.CLICK, halfLife) + 1)
                / (decayed(of, Signal.IMPRESSION, halfLife) + 10);
    }

    private double decayed(Predicate<PostTouch> of, Signal signal, HalfLife halfLife) {
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 1);
        before.stream()
                .filter(of)
                .filter(touch -> Signal.of(touch.event().type()) == signal)
                .forEach(touch -> counts.add(touch.event().eventTime(), 0, 1));
        DecayWeights weights = new DecayWeights(Instant.ofEpochSecond(shown.second()));
        return counts.decayed(0, weights, halfLife);
    }

    private double count(Predicate<PostTouch> of) {
        return (double) before.stream().filter(of).count();
    }

    private static void put(List<String> columns, float[] row, String column, double value) {
        row[columns.indexOf(column)] = (float) value;
    }
}

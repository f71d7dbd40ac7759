package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.TrendingScore;
import io.feedrank.feature.state.UserTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts that are clicked now: in the language wanted, and in turns with those of the topics that
 * the user clicks most. A list alone never forgets, so what is left of a single click after the
 * window is the least that counts.
 */
public final class TrendingSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "trending";

    /** Topics of the user whose lists are read. */
    static final int TOPICS = 3;

    private final KeptLists lists;
    private final double fewestClicks;
    private final int most;

    /**
     * A source.
     *
     * @param window a post clicked once is no trend any more after it
     */
    public TrendingSource(KeptLists lists, Duration window, int most) {
        this.lists = lists;
        this.fewestClicks =
                Math.pow(
                        2,
                        -(double) window.toSeconds()
                                / TrendingScore.HALF_LIFE.duration().toSeconds());
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proposal propose(SourceRequest request) {
        Instant asOf = request.moment().asOf();
        String topic = request.filter().topic();
        if (!topic.isEmpty()) {
            return Proposal.of(
                    clicked(lists.get(List.of(key(ListScope.topic(topic)))).get(0), asOf));
        }
        List<OnlineKey> keys = new ArrayList<>(ofLanguage(request.filter().language()));
        int general = keys.size();
        for (String ofUser : topics(request)) {
            keys.add(key(ListScope.topic(ofUser)));
        }
        List<List<RankedPosts.Entry>> read = lists.get(keys);
        List<List<String>> turns = new ArrayList<>();
        turns.add(clicked(KeptLists.highestFirst(read.subList(0, general)), asOf));
        for (List<RankedPosts.Entry> list : read.subList(general, read.size())) {
            turns.add(clicked(list, asOf));
        }
        return Proposal.of(Turns.of(turns, most));
    }

    private List<String> clicked(List<RankedPosts.Entry> list, Instant asOf) {
        return list.stream()
                .filter(entry -> TrendingScore.clicksAt(entry.score(), asOf) >= fewestClicks)
                .limit(most)
                .map(RankedPosts.Entry::postId)
                .toList();
    }

    private static List<String> topics(SourceRequest request) {
        UserTopics topics = request.user().features().topics();
        DecayWeights weights = new DecayWeights(request.moment().asOf());
        Map<String, Double> clicks = new HashMap<>();
        for (String topic : topics.topics()) {
            TiledCounts counts = topics.get(topic);
            double count =
                    counts == null
                            ? 0
                            : counts.decayed(Signal.CLICK.ordinal(), weights, HalfLife.ONE_DAY);
            if (count > 0) {
                clicks.put(topic, count);
            }
        }
        return clicks.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOPICS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<OnlineKey> ofLanguage(String language) {
        return language.isEmpty()
                ? List.of(key(ListScope.ALL))
                : List.of(key(ListScope.language(language)), key(ListScope.language("")));
    }

    private static OnlineKey key(String scope) {
        return new OnlineKey(FeatureGroup.TRENDING, scope);
    }
}

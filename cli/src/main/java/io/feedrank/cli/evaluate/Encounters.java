package io.feedrank.cli.evaluate;

import io.feedrank.cli.dataset.ClickTruth;
import io.feedrank.feature.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often each reader was shown and clicked each post so far, on which the generator's clicks
 * depend: impressions in time order.
 */
final class Encounters {
    private record Pair(String user, String post) {}

    private static final int[] NEVER = new int[2];

    private final Map<Pair, int[]> counts = new HashMap<>();

    /**
     * The probabilities by which the generator lets the posts of an impression be clicked: nothing
     * ranks better in the long run.
     */
    float[] truth(Event impression, ClickTruth truth) {
        List<String> posts = impression.postIds();
        float[] probabilities = new float[posts.size()];
        for (int place = 0; place < probabilities.length; place++) {
            String post = posts.get(place);
            int[] before = counts.getOrDefault(new Pair(impression.userId(), post), NEVER);
            probabilities[place] =
                    (float)
                            truth.clickProbability(
                                    impression.userId(),
                                    post,
                                    new ClickTruth.Sight(
                                            impression.eventTime(), place, before[0], before[1]));
        }
        return probabilities;
    }

    /** An impression was shown, and this of it clicked. */
    void shown(Event impression, Set<String> clicked) {
        for (String post : impression.postIds()) {
            int[] count =
                    counts.computeIfAbsent(new Pair(impression.userId(), post), pair -> new int[2]);
            count[0]++;
            count[1] += clicked.contains(post) ? 1 : 0;
        }
    }
}

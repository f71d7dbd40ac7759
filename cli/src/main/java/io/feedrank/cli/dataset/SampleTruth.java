package io.feedrank.cli.dataset;

import io.feedrank.feature.config.FeedrankException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the generated newsroom knows of its readers. */
final class SampleTruth implements ClickTruth {
    private final Map<String, Reader> readers = new HashMap<>();
    private final Map<String, Article> articles = new HashMap<>();

    SampleTruth(Newsroom newsroom) {
        newsroom.readers().forEach(reader -> readers.put(reader.id(), reader));
        newsroom.articles().forEach(article -> articles.put(article.id(), article));
    }

    @Override
    public double clickProbability(String userId, String postId, Sight sight) {
        return ClickModel.probability(
                known(readers, userId, "user"),
                known(articles, postId, "post"),
                sight.at().toEpochMilli(),
                sight.place(),
                sight.shownBefore(),
                sight.clickedBefore());
    }

    private static <T> T known(Map<String, T> byId, String id, String kind) {
        @Nullable T found = byId.get(id);
        if (found == null) {
            throw FeedrankException.badInput("no " + kind + " '" + id + "' in the sample");
        }
        return found;
    }
}

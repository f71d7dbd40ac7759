package io.feedrank.ranking.pipeline.retrieval;

import io.feedrank.ranking.index.Condition;
import io.feedrank.ranking.index.IndexFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What may be found: the rules of the filters that come after retrieval, so that none of the places
 * in a result goes to a post that would be thrown away, and no post is left out that would not be.
 *
 * @param language the one wanted, compared without case; empty: any. A post of unknown language
 *     passes
 * @param topic the one wanted, compared without case; empty: any. A post whose topic is not known
 *     passes here, but not the filter after hydration
 * @param blockedAuthors whose posts are not found
 * @param excludedPosts that are not found
 * @param createdFrom created then or later; {@link Instant#EPOCH}: any
 * @param asOf what has expired by then is not found
 */
public record RetrievalFilter(
        String language,
        String topic,
        Set<String> blockedAuthors,
        Set<String> excludedPosts,
        Instant createdFrom,
        Instant asOf) {
    public RetrievalFilter {
        language = folded(language);
        topic = folded(topic);
        blockedAuthors = Set.copyOf(blockedAuthors);
        excludedPosts = Set.copyOf(excludedPosts);
    }

    /** Everything that is alive at {@code asOf}. */
    public static RetrievalFilter alive(Instant asOf) {
        return new RetrievalFilter("", "", Set.of(), Set.of(), Instant.EPOCH, asOf);
    }

    /** How texts are compared, here and in the index. */
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The same with other posts left out. */
    public RetrievalFilter excluding(Set<String> posts) {
        return new RetrievalFilter(language, topic, blockedAuthors, posts, createdFrom, asOf);
    }

    /** As the index understands it. */
    public IndexFilter toIndexFilter() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition.LiveAt(asOf));
        if (!language.isEmpty()) {
            conditions.add(new Condition.LanguageIn(Set.of(language, "")));
        }
        if (!topic.isEmpty()) {
            conditions.add(new Condition.TopicIn(Set.of(topic, "")));
        }
        if (!blockedAuthors.isEmpty()) {
            conditions.add(new Condition.AuthorNotIn(blockedAuthors));
        }
        if (!excludedPosts.isEmpty()) {
            conditions.add(new Condition.IdNotIn(excludedPosts));
        }
        if (createdFrom.isAfter(Instant.EPOCH)) {
            conditions.add(new Condition.CreatedFrom(createdFrom));
        }
        return new IndexFilter(conditions);
    }
}

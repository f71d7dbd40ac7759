package io.feedrank.feature.online;

import java.util.Locale;

/**
 * Which of the kept lists: the entities of groups {@code trending} and {@code fresh_posts}. There
 * is one list of all posts, and one for each language, and for each topic of the trending ones.
 */
public final class ListScope {
    /** Every post. */
    public static final String ALL = OnlineKey.ALL;

    /** Of {@code fresh_posts}: new posts that few people were shown, of any language. */
    public static final String EXPLORE = "explore";

    private ListScope() {}

    /** Posts in one language, whatever its case; those of none when it is empty. */
    public static String language(String language) {
        return "language:" + language.toLowerCase(Locale.ROOT);
    }

    /** Posts on one topic, whatever its case. */
    public static String topic(String topic) {
        return "topic:" + topic.toLowerCase(Locale.ROOT);
    }

    /** Of {@code fresh_posts}: new posts in one language that few people were shown. */
    public static String exploreIn(String language) {
        return EXPLORE + ':' + language(language);
    }
}

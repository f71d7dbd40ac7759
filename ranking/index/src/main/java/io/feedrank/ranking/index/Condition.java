package io.feedrank.ranking.index;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One thing that a vector has to fulfil to be found. An attribute that is unknown is the empty
 * text: {@code new LanguageIn(Set.of("da", ""))} also finds what has no language.
 */
public sealed interface Condition {
    /** Whether a vector fulfils it: the meaning of the condition, for engines to be faster than. */
    boolean holds(String id, Attributes attributes);

    /** Its language is one of these. */
    record LanguageIn(Set<String> languages) implements Condition {
        public LanguageIn {
            languages = Set.copyOf(languages);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return languages.contains(attributes.language());
        }
    }

    /** Its topic is one of these. */
    record TopicIn(Set<String> topics) implements Condition {
        public TopicIn {
            topics = Set.copyOf(topics);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return topics.contains(attributes.topic());
        }
    }

    /** Its author is one of these. */
    record AuthorIn(Set<String> authors) implements Condition {
        public AuthorIn {
            authors = Set.copyOf(authors);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return authors.contains(attributes.author());
        }
    }

    /** Its author is none of these: blocked ones. */
    record AuthorNotIn(Set<String> authors) implements Condition {
        public AuthorNotIn {
            authors = Set.copyOf(authors);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return !authors.contains(attributes.author());
        }
    }

    /** It was created at this second or later. */
    record CreatedFrom(Instant earliest) implements Condition {
        @Override
        public boolean holds(String id, Attributes attributes) {
            return Attributes.seconds(attributes.createdAt()) >= Attributes.seconds(earliest);
        }
    }

    /** At this second it has not expired. */
    record LiveAt(Instant now) implements Condition {
        @Override
        public boolean holds(String id, Attributes attributes) {
            return Attributes.seconds(attributes.expiresAt()) > Attributes.seconds(now);
        }
    }

    /** It is none of these: already seen, or hidden. */
    record IdNotIn(Set<String> ids) implements Condition {
        public IdNotIn {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return !ids.contains(id);
        }
    }

    /** It is one of these; those that the index doesn't hold are passed over. */
    record IdIn(Set<String> ids) implements Condition {
        public IdIn {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean holds(String id, Attributes attributes) {
            return ids.contains(id);
        }
    }

    /**
     * Anything else, for example a bitmap of the caller's own. Called by any number of threads, and
     * for every vector when few fulfil it.
     */
    record IdMatches(Predicate<String> predicate) implements Condition {
        @Override
        public boolean holds(String id, Attributes attributes) {
            return predicate.test(id);
        }
    }
}

package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.Condition;
import io.feedrank.ranking.index.IndexFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Attributes spread over the vectors by a hash of their number, and a filter of each kind: half of
 * them by language, a tenth by topic, a hundredth by author, one in ten thousand by age.
 */
final class Filters {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 10_000;

    private Filters() {}

    /** A filter, with the share of vectors it lets through as the report names it. */
    record Filter(String share, IndexFilter conditions) {
        boolean passes(int row) {
            return conditions.accepts(Integer.toString(row), attributes(row));
        }
    }

    static final List<Filter> ALL =
            List.of(
                    filter("0.5", new Condition.LanguageIn(Set.of("l0"))),
                    filter("0.1", new Condition.TopicIn(Set.of("t3"))),
                    filter("0.01", new Condition.AuthorIn(Set.of("a42"))),
                    filter(
                            "0.0001",
                            new Condition.CreatedFrom(START.plusSeconds(60L * (MINUTES - 1)))));

    private static Filter filter(String share, Condition condition) {
        return new Filter(share, IndexFilter.of(condition));
    }

    static Attributes attributes(int row) {
        return new Attributes(
                "l" + hash(row, 1) % 2,
                "t" + hash(row, 2) % 10,
                "a" + hash(row, 3) % 100,
                START.plusSeconds(60L * (hash(row, 4) % MINUTES)),
                Attributes.NEVER);
    }

    /** A well mixed number, 0 or more (the finalizer of MurmurHash3). */
    private static int hash(int row, int column) {
        int mixed = row * 31 + column * 0x9E3779B9;
        mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return (mixed ^ mixed >>> 16) & Integer.MAX_VALUE;
    }
}

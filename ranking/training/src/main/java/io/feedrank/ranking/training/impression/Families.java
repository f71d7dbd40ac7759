package io.feedrank.ranking.training.impression;

import java.util.List;

/** The families of the standard ranker, in the order of their columns. */
final class Families {
    private Families() {}

    /**
     * Fresh ones, without any event.
     *
     * @param users names of the users' numbers
     * @param posts names of the posts' numbers
     */
    static List<FeatureFamily> standard(Interner users, Interner posts) {
        return List.of(
                new Surroundings(),
                new Habits(),
                new Exposure(posts),
                new Traffic(),
                new Lives(),
                new Segments(),
                new Contests(),
                new Layout(),
                new Transitions(),
                new Readers(),
                new Tastes(users));
    }
}

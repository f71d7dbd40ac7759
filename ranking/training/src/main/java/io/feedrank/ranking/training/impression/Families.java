package io.feedrank.ranking.training.impression;

import java.util.List;

/** The families of the standard ranker, in the order of their columns. */
final class Families {
    private Families() {}

    /** Fresh ones, without any event. */
    static List<FeatureFamily> standard(boolean listRelative) {
        return List.of(new Traffic(), new Exposure(), new Surroundings());
    }
}

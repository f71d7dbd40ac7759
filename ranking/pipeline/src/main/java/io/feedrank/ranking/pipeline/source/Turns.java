package io.feedrank.ranking.pipeline.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists that take turns. */
final class Turns {
    private Turns() {}

    /** The first of each list, then the second of each, each post once, at most {@code most}. */
    static List<String> of(List<List<String>> lists, int most) {
        Set<String> taken = new LinkedHashSet<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest && taken.size() < most; rank++) {
            for (List<String> list : lists) {
                if (rank < list.size() && taken.size() < most) {
                    taken.add(list.get(rank));
                }
            }
        }
        return List.copyOf(taken);
    }
}

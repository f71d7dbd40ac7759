package io.feedrank.ranking.index;

import java.util.ArrayList;
import java.util.List;

/** What a search may find: what fulfils all conditions. */
public record IndexFilter(List<Condition> conditions) {
    /** Finds everything. */
    public static final IndexFilter ALL = new IndexFilter(List.of());

    public IndexFilter {
        conditions = List.copyOf(conditions);
    }

    /** What fulfils all of these. */
    public static IndexFilter of(Condition... conditions) {
        return new IndexFilter(List.of(conditions));
    }

    /** What fulfils one more. */
    public IndexFilter and(Condition condition) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new IndexFilter(all);
    }

    /** Whether everything is found. */
    public boolean isAll() {
        return conditions.isEmpty();
    }

    /** Whether a vector of this id and these attributes may be found. */
    public boolean accepts(String id, Attributes attributes) {
        for (Condition condition : conditions) {
            if (!condition.holds(id, attributes)) {
                return false;
            }
        }
        return true;
    }
}

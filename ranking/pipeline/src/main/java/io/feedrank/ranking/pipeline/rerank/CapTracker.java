package io.feedrank.ranking.pipeline.rerank;

import java.util.HashMap;
import java.util.Map;

/** Counts one attribute along a feed as it grows. An empty value is unknown, and never capped. */
final class CapTracker {
    private final DiversityConfig.Cap cap;
    private final int page;
    private final Map<String, Integer> onPage = new HashMap<>();
    private String last = "";
    private int run;
    private int size;

    CapTracker(DiversityConfig.Cap cap, int page) {
        this.cap = cap;
        this.page = page;
    }

    boolean allows(String value) {
        if (value.isEmpty()) {
            return true;
        }
        boolean fitsRun = !value.equals(last) || run < cap.inARow();
        return fitsRun && onPage.getOrDefault(value, 0) < cap.onAPage();
    }

    void add(String value) {
        run = value.equals(last) ? run + 1 : 1;
        last = value;
        onPage.merge(value, 1, Integer::sum);
        size++;
        if (size % page == 0) {
            onPage.clear();
        }
    }
}

package io.feedrank.feature.parity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the trail of updates itself is worth: that what it says was counted are the events, no more
 * and no less. Filled while it is looked at; not thread-safe.
 */
public final class TrailReport {
    /** What can be wrong with it. */
    public enum Problem {
        /** Updates between two others are not there. */
        GAP("updates are missing between others"),
        /** An update is of no event. */
        NO_EVENT("is of no event in feed-events"),
        /** An update says other than its event. */
        OTHER_EVENT("says other than its event"),
        /** An event counts more than once. */
        TWICE("counts an event twice"),
        /** An event counts nowhere, and was not set aside. */
        LOST("lacks an event"),
        /** A row, or a stamp of one, that the post never had. */
        OTHER_ROW("names a row that the post never had"),
        /** A click that is stamped with a vector that its post did not have. */
        OTHER_STAMP("names a vector that the post did not have"),
        /** A base that the updates before it don't lead to. */
        OTHER_BASE("has a base that the updates before it do not lead to");

        private final String words;

        Problem(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    private static final int MOST_EXAMPLES = 20;

    private final Map<Problem, Long> problems = new EnumMap<>(Problem.class);
    private final List<String> examples = new ArrayList<>();
    private long updates;
    private long ofEvents;
    private long ofTrail;
    private long rows;
    private long stamps;
    private long bases;
    private long expected;

    void found(Problem problem, String what) {
        problems.merge(problem, 1L, Long::sum);
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(what);
        }
    }

    void update() {
        updates++;
    }

    void eventFound() {
        ofEvents++;
    }

    void eventExpired() {
        ofTrail++;
    }

    void rowFound() {
        rows++;
    }

    void stampFound() {
        stamps++;
    }

    void baseReached() {
        bases++;
    }

    void eventExpected() {
        expected++;
    }

    /** Updates of what was served. */
    public long updates() {
        return updates;
    }

    /** Those of them whose event was found. */
    public long ofEvents() {
        return ofEvents;
    }

    /** Those of them whose event has expired: taken on trust. */
    public long ofTrail() {
        return ofTrail;
    }

    /** Rows and stamps of rows that were found among the captured ones. */
    public long rows() {
        return rows;
    }

    /** Vectors on clicks that equal those which their posts had, as recomputed. */
    public long stamps() {
        return stamps;
    }

    /** Bases that equal what the updates before them lead to. */
    public long bases() {
        return bases;
    }

    /** Events that had to be in the trail. */
    public long expected() {
        return expected;
    }

    /** How often each problem was found. */
    public Map<Problem, Long> problems() {
        return new EnumMap<>(problems);
    }

    /** The first ones, in words. */
    public List<String> examples() {
        return List.copyOf(examples);
    }

    /** For JSON, in a fixed order. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("updates", updates);
        map.put("of_events", ofEvents);
        map.put("of_trail_alone", ofTrail);
        map.put("rows", rows);
        map.put("stamps", stamps);
        map.put("bases", bases);
        map.put("events_expected", expected);
        Map<String, Object> found = new LinkedHashMap<>();
        problems.forEach(
                (problem, count) -> found.put(problem.name().toLowerCase(Locale.ROOT), count));
        map.put("problems", found);
        map.put("examples", examples());
        return map;
    }
}

package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Impressions to train on, in time order: rows of features, and which posts were clicked. */
public final class ListwiseExamples {
    private final int width;
    private final List<Instant> times = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final List<boolean[]> clicked = new ArrayList<>();

    /**
     * @param width columns of a row
     */
    public ListwiseExamples(int width) {
        this.width = width;
    }

    /**
     * Adds an impression.
     *
     * @param values row-major {@code float[clicks.length][width]}; kept, not copied
     * @param clicks a flag a row; kept, not copied
     */
    public void add(Instant time, float[] values, boolean[] clicks) {
        if (values.length != clicks.length * width) {
            throw FeedrankException.badInput(
                    "examples: got "
                            + values.length
                            + " floats for "
                            + clicks.length
                            + " posts, expected "
                            + width
                            + " a post");
        }
        times.add(time);
        rows.add(values);
        clicked.add(clicks);
    }

    public int width() {
        return width;
    }

    /** Number of impressions. */
    public int size() {
        return rows.size();
    }

    /** Those with both a click and a post without; the others teach nothing. */
    ListwiseExamples withChoice() {
        ListwiseExamples kept = new ListwiseExamples(width);
        for (int i = 0; i < size(); i++) {
            int clicks = 0;
            for (boolean click : clicked.get(i)) {
                clicks += click ? 1 : 0;
            }
            if (clicks > 0 && clicks < clicked.get(i).length) {
                kept.add(times.get(i), rows.get(i), clicked.get(i));
            }
        }
        return kept;
    }

    Instant time(int impression) {
        return times.get(impression);
    }

    float[] rows(int impression) {
        return rows.get(impression);
    }

    boolean[] clicked(int impression) {
        return clicked.get(impression);
    }
}

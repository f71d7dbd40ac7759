package io.feedrank.ranking.training.listwise;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Impressions to train on, in time order: rows of features, and what was done with the posts. */
public final class ListwiseExamples {
    private final int width;
    private final List<Instant> times = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final List<byte[]> actions = new ArrayList<>();
    private int count;

    /**
     * @param width columns of a row
     */
    public ListwiseExamples(int width) {
        this.width = width;
    }

    /**
     * Adds an impression of which clicks alone are known.
     *
     * @param values row-major {@code float[clicks.length][width]}; kept, not copied
     * @param clicks a flag a row
     */
    public void add(Instant time, float[] values, boolean[] clicks) {
        byte[] flags = new byte[clicks.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = clicks[i] ? Head.CLICK.flag() : 0;
        }
        add(time, values, flags);
    }

    /**
     * Adds an impression.
     *
     * @param values row-major {@code float[flags.length][width]}; kept, not copied
     * @param flags {@link Head#flag} of all that was done with a row's post, together; kept
     */
    public void add(Instant time, float[] values, byte[] flags) {
        if (values.length != flags.length * width) {
            throw FeedrankException.badInput(
                    "examples: got "
                            + values.length
                            + " floats for "
                            + flags.length
                            + " posts, expected "
                            + width
                            + " a post");
        }
        times.add(time);
        rows.add(values);
        actions.add(flags);
        count += flags.length;
    }

    public int width() {
        return width;
    }

    /** Number of posts of all impressions. */
    public int rows() {
        return count;
    }

    /** Number of impressions. */
    public int size() {
        return rows.size();
    }

    /** Those with both a click and a post without; the others teach nothing of an order. */
    ListwiseExamples withChoice() {
        ListwiseExamples kept = new ListwiseExamples(width);
        for (int i = 0; i < size(); i++) {
            if (hasChoice(i)) {
                kept.add(times.get(i), rows.get(i), actions.get(i));
            }
        }
        return kept;
    }

    boolean hasChoice(int impression) {
        int clicks = 0;
        for (byte flags : actions.get(impression)) {
            clicks += Head.CLICK.isIn(flags) ? 1 : 0;
        }
        return clicks > 0 && clicks < actions.get(impression).length;
    }

    Instant time(int impression) {
        return times.get(impression);
    }

    float[] rows(int impression) {
        return rows.get(impression);
    }

    /** Rows of impressions {@code [from, to)}, one after the other. */
    float[] rows(int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            length += rows.get(i).length;
        }
        float[] all = new float[length];
        int at = 0;
        for (int i = from; i < to; i++) {
            float[] values = rows.get(i);
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }

    /** {@link Head#flag}s by row. */
    byte[] actions(int impression) {
        return actions.get(impression);
    }

    boolean[] clicked(int impression) {
        byte[] flags = actions.get(impression);
        boolean[] clicked = new boolean[flags.length];
        for (int i = 0; i < clicked.length; i++) {
            clicked[i] = Head.CLICK.isIn(flags[i]);
        }
        return clicked;
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.pipeline.score.ColumnMapping;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * The lists shown last. A request has hundreds of candidates and a list in view a dozen: for want
 * of the others, a list is set in relation to those shown before it, as training examples are.
 */
final class LastLists {
    private static final int FIRST_CAPACITY = 4_096;

    private final ColumnMapping mapping;
    private final int width;
    private final int most;
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private float[] kept;
    private int begin;
    private int end;

    /**
     * @param width columns of a row
     * @param most rows that anyone asks to be among
     */
    LastLists(ColumnMapping mapping, int width, int most) {
        this.mapping = mapping;
        this.width = width;
        this.most = most;
        this.kept = new float[FIRST_CAPACITY * width];
    }

    /**
     * A list was shown.
     *
     * @param rows of {@link ColumnMapping#take}
     */
    void shown(float[] rows) {
        put(rows);
        int count = rows.length / width;
        end += count;
        sizes.addLast(count);
        while (end - begin - sizes.getFirst() >= most) {
            begin += sizes.removeFirst();
        }
    }

    /**
     * The rows of a list in relation to itself and the lists before it, whole ones, until there are
     * {@code candidates} rows.
     */
    float[] among(float[] rows, int candidates) {
        put(rows);
        int own = rows.length / width;
        int first = end;
        Iterator<Integer> lastFirst = sizes.descendingIterator();
        while (lastFirst.hasNext() && end + own - first < candidates) {
            first -= lastFirst.next();
        }
        float[] related = rows.clone();
        mapping.standardise(related, kept, first, end + own);
        return related;
    }

    /** Copies rows to behind the last list, where they stay until others are put there. */
    private void put(float[] rows) {
        int needed = end * width + rows.length;
        if (needed > kept.length) {
            System.arraycopy(kept, begin * width, kept, 0, (end - begin) * width);
            end -= begin;
            begin = 0;
            if (end * width + rows.length > kept.length) {
                kept = Arrays.copyOf(kept, 2 * (end * width + rows.length));
            }
        }
        System.arraycopy(rows, 0, kept, end * width, rows.length);
    }
}

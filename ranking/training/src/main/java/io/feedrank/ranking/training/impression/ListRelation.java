package io.feedrank.ranking.training.impression;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets features in relation to the list: each post column as it is, less the list's mean over its
 * deviation, less the list's highest, and as the share of the posts in view that lie below.
 */
final class ListRelation {
    private final List<Column> columns;
    private final boolean listRelative;
    private final List<String> names = new ArrayList<>();

    ListRelation(List<Column> columns, boolean listRelative) {
        this.columns = List.copyOf(columns);
        this.listRelative = listRelative;
        for (Column column : columns) {
            names.add(column.name());
            if (relative(column)) {
                names.add(column.name() + "_z");
                names.add(column.name() + "_to_best");
                names.add(column.name() + "_rank");
            }
        }
    }

    /** Columns in. */
    int inputs() {
        return columns.size();
    }

    /** Columns out. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Rows of {@code float[count][inputs()]} to rows of {@code float[count][names().size()]}. */
    float[] apply(float[] raw, int count) {
        int width = names.size();
        float[] rows = new float[count * width];
        int out = 0;
        for (int in = 0; in < columns.size(); in++) {
            for (int row = 0; row < count; row++) {
                rows[row * width + out] = raw[row * columns.size() + in];
            }
            if (relative(columns.get(in))) {
                relate(rows, count, width, out);
                out += 4;
            } else {
                out++;
            }
        }
        return rows;
    }

    private boolean relative(Column column) {
        return listRelative && column.kind() == Column.Kind.POST;
    }

    private static void relate(float[] rows, int count, int width, int column) {
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < count; row++) {
            sum += rows[row * width + column];
            best = Math.max(best, rows[row * width + column]);
        }
        double mean = sum / count;
        double squares = 0;
        for (int row = 0; row < count; row++) {
            double off = rows[row * width + column] - mean;
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / count);
        for (int row = 0; row < count; row++) {
            float value = rows[row * width + column];
            int below = 0;
            int equal = 0;
            for (int other = 0; other < count; other++) {
                float against = rows[other * width + column];
                below += against < value ? 1 : 0;
                equal += against == value ? 1 : 0;
            }
            int at = row * width + column;
            rows[at + 1] = deviation < 1e-6 ? 0 : (float) ((value - mean) / deviation);
            rows[at + 2] = (float) (value - best);
            rows[at + 3] = count == 1 ? 0.5f : (float) ((below + 0.5 * (equal - 1)) / (count - 1));
        }
    }
}

package io.feedrank.ranking.training.impression;

import io.feedrank.ranking.pipeline.score.ListRelation;
import java.util.ArrayList;
import java.util.List;

/** What rows hold of the columns of the families: which of them, and in relation to the list. */
final class RowForm {
    private final List<Column> columns;
    private final boolean listRelative;
    private final List<String> names = new ArrayList<>();

    /**
     * @param columns of all families, in order
     * @param listRelative whether a row may tell of the other posts in view
     */
    RowForm(List<Column> columns, boolean listRelative) {
        this.columns = List.copyOf(columns);
        this.listRelative = listRelative;
        for (Column column : columns) {
            if (isKept(column)) {
                names.add(column.name());
                if (isRelated(column)) {
                    ListRelation.SUFFIXES.forEach(suffix -> names.add(column.name() + suffix));
                }
            }
        }
    }

    /** Columns of the families. */
    int inputs() {
        return columns.size();
    }

    /** Names of the columns of a row. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Rows of {@code float[count][inputs()]} to rows of {@code float[count][names().size()]}. */
    float[] apply(float[] raw, int count) {
        int width = names.size();
        float[] rows = new float[count * width];
        int to = 0;
        for (int from = 0; from < columns.size(); from++) {
            if (!isKept(columns.get(from))) {
                continue;
            }
            for (int row = 0; row < count; row++) {
                rows[row * width + to] = raw[row * columns.size() + from];
            }
            if (isRelated(columns.get(from))) {
                ListRelation.relate(rows, count, width, to);
                to += ListRelation.SUFFIXES.size();
            }
            to++;
        }
        return rows;
    }

    private boolean isKept(Column column) {
        return listRelative || !column.kind().tellsOfList();
    }

    private boolean isRelated(Column column) {
        return listRelative && column.kind().isRelated();
    }
}

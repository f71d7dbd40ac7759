package io.feedrank.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in columns as wide as they need. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table with these columns; a name that begins with {@code >} is of a column aligned to the
     * right.
     */
    public Table(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row. */
    public Table row(Object... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(
                    "got " + cells.length + " cells, expected " + head.size());
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** How many rows it has. */
    public int size() {
        return rows.size();
    }

    /** All lines, without a newline at the end. */
    @Override
    public String toString() {
        int[] widths = new int[head.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = name(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> names = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            names.add(name(column));
        }
        List<List<String>> all = new ArrayList<>();
        all.add(names);
        all.addAll(rows);
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(GAP).append(rightAligned(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private boolean rightAligned(int column) {
        return head.get(column).startsWith(">");
    }

    private String name(int column) {
        return rightAligned(column) ? head.get(column).substring(1) : head.get(column);
    }
}

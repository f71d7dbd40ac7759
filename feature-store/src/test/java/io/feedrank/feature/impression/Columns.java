package io.feedrank.feature.impression;

import java.util.List;
import java.util.function.Consumer;

/** Columns by name, as they were written. */
final class Columns {
    private final List<String> names;
    private final double[] values;

    private Columns(List<String> names) {
        this.names = names;
        this.values = new double[names.size()];
    }

    static Columns of(List<String> names, Consumer<ColumnSink> fill) {
        Columns columns = new Columns(names);
        fill.accept((column, value) -> columns.values[column] = value);
        return columns;
    }

    double get(String name) {
        return values[names.indexOf(name)];
    }

    double[] all() {
        return values.clone();
    }
}

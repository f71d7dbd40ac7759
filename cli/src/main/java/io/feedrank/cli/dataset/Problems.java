package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.BadRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows that could not be read: all counted, the first {@value #MOST} named by file and line. */
final class Problems implements BadRows {
    private static final int MOST = 1_000;

    private final List<String> named = new ArrayList<>();
    private int unnamed;

    @Override
    public void add(Path file, long line, RuntimeException reason) {
        if (named.size() < MOST) {
            named.add(file.getFileName() + ":" + line + ": " + reason.getMessage());
        } else {
            unnamed++;
        }
    }

    List<String> list() {
        List<String> all = new ArrayList<>(named);
        if (unnamed > 0) {
            all.add("and " + unnamed + " more");
        }
        return all;
    }
}

package io.feedrank.ranking.training.evaluation.chart;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars, a group of them for each label. */
public final class BarChart {
    private static final int WIDTH = 760;
    private static final int BAR = 12;
    private static final int GAP = 8;
    private static final int LEFT = 190;
    private static final int RIGHT = 150;
    private static final int TOP = 36;
    private static final int BOTTOM = 44;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Group(String label, double[] values) {}

    private final String title;
    private final String across;
    private final List<String> series;
    private final List<Group> groups = new ArrayList<>();

    /**
     * @param series names of the bars of each group
     */
    public BarChart(String title, String across, List<String> series) {
        this.title = title;
        this.across = across;
        this.series = List.copyOf(series);
    }

    /**
     * Adds a group below those before.
     *
     * @param values one for each of the series
     */
    public BarChart group(String label, double... values) {
        if (values.length != series.size()) {
            throw new IllegalArgumentException(
                    "got " + values.length + " values, expected one for each of " + series);
        }
        groups.add(new Group(label, values.clone()));
        return this;
    }

    /** The image. */
    public String svg() {
        double low = 0;
        double high = 0;
        for (Group group : groups) {
            for (double value : group.values()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        Axis axis = Axis.over(low, high);
        int step = series.size() * BAR + GAP;
        int bottom = TOP + groups.size() * step;
        Svg svg = new Svg(WIDTH, bottom + BOTTOM, title);
        for (double mark : axis.marks()) {
            svg.line(x(axis, mark), TOP, x(axis, mark), bottom, "#dddddd");
            svg.text(x(axis, mark), bottom + 16, "middle", axis.label(mark));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, bottom + 36, "middle", across);
        for (int i = 0; i < groups.size(); i++) {
            double top = TOP + (double) i * step + GAP / 2.0;
            double[] values = groups.get(i).values();
            svg.text(LEFT - 8, top + step / 2.0 - 1, "end", groups.get(i).label());
            for (int bar = 0; bar < values.length; bar++) {
                double from = x(axis, Math.min(0, values[bar]));
                double to = x(axis, Math.max(0, values[bar]));
                svg.rectangle(from, top + bar * BAR, to - from, BAR - 1.0, Svg.colour(bar));
            }
        }
        for (int i = 0; i < series.size(); i++) {
            svg.rectangle(WIDTH - RIGHT + 12, TOP + 18.0 * i, 12, 12, Svg.colour(i));
            svg.text(WIDTH - RIGHT + 30, TOP + 18.0 * i + 10, "start", series.get(i));
        }
        return svg.end();
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
    }
}

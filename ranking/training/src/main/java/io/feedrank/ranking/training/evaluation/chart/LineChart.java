package io.feedrank.ranking.training.evaluation.chart;

import java.util.ArrayList;
import java.util.List;

/** Lines over a common axis. */
public final class LineChart {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int TOP = 36;
    private static final int BOTTOM = 50;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(String name, double[][] points) {}

    private final String title;
    private final String across;
    private final String up;
    private final List<Line> lines = new ArrayList<>();

    /** A chart with a title and names of its two axes. */
    public LineChart(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /**
     * Adds a line.
     *
     * @param points each x and y, in the order in which they are joined
     */
    public LineChart line(String name, List<double[]> points) {
        lines.add(new Line(name, points.toArray(new double[0][])));
        return this;
    }

    /** The image; empty axes when there is no point. */
    public String svg() {
        Axis x = axis(0);
        Axis y = axis(1);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (double mark : x.marks()) {
            svg.line(x(x, mark), TOP, x(x, mark), HEIGHT - BOTTOM, "#dddddd");
            svg.text(x(x, mark), HEIGHT - BOTTOM + 16, "middle", x.label(mark));
        }
        for (double mark : y.marks()) {
            svg.line(LEFT, y(y, mark), WIDTH - RIGHT, y(y, mark), "#dddddd");
            svg.text(LEFT - 6, y(y, mark) + 4, "end", y.label(mark));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
        svg.text(8, TOP - 8, "start", up);
        for (int i = 0; i < lines.size(); i++) {
            String colour = Svg.colour(i);
            double[][] points = lines.get(i).points();
            for (int at = 0; at < points.length; at++) {
                double right = x(x, points[at][0]);
                double down = y(y, points[at][1]);
                svg.dot(right, down, colour);
                if (at > 0) {
                    svg.line(x(x, points[at - 1][0]), y(y, points[at - 1][1]), right, down, colour);
                }
            }
            svg.rectangle(WIDTH - RIGHT + 12, TOP + 18.0 * i, 12, 12, colour);
            svg.text(WIDTH - RIGHT + 30, TOP + 18.0 * i + 10, "start", lines.get(i).name());
        }
        return svg.end();
    }

    private Axis axis(int dimension) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (double[] point : line.points()) {
                low = Math.min(low, point[dimension]);
                high = Math.max(high, point[dimension]);
            }
        }
        return low > high ? Axis.over(0, 1) : Axis.over(low, high);
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
    }
}

package io.feedrank.bench.ann;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the CPU of native hnswlib beside that of our engines, at the same recall: where its own row
 * is elsewhere, it is tuned to the recall that the engine reached. Its ef can't be below k; what is
 * compared with more recall than it needs for that reason is marked.
 */
final class BesideNative {
    /** Recalls that are this close are the same. */
    private static final double NEAR = 0.003;

    /** Beyond it a graph has to look at almost everything. */
    private static final double MOST = 0.9995;

    private final Contender hnswlib;
    private final Tuning tuning;
    private final Measurement measurement;
    private final Map<String, Point> points = new HashMap<>();

    BesideNative(Contender hnswlib, Tuning tuning, Measurement measurement) {
        this.hnswlib = hnswlib;
        this.tuning = tuning;
        this.measurement = measurement;
    }

    /**
     * Native hnswlib at the least effort that reaches a recall.
     *
     * @param isLeast whether it is the least that it can be set to
     */
    record Point(double recall, double cpuMillis, boolean isLeast) {}

    /** Tells the report what each row of an engine is compared with, where that is possible. */
    void compare(Report report) {
        for (Row row : report.engines()) {
            boolean comparable = row.recall() >= row.goal() && row.recall() <= MOST;
            Point point = comparable ? beside(row, report.peers()) : null;
            if (point != null && (point.isLeast() || isNear(point.recall(), row))) {
                report.beside(row, point);
            }
        }
    }

    private Point beside(Row row, List<Row> peers) {
        for (Row peer : peers) {
            if (peer.contender() == hnswlib && peer.k() == row.k() && isNear(peer.recall(), row)) {
                return new Point(peer.recall(), peer.speed().cpuMillis(), false);
            }
        }
        return points.computeIfAbsent(
                row.k() + " at " + row.recall(), unused -> at(row.k(), row.recall()));
    }

    private static boolean isNear(double recall, Row row) {
        return Math.abs(recall - row.recall()) <= NEAR;
    }

    private Point at(int k, double recall) {
        Tuning.Tuned tuned = tuning.tune(hnswlib, k, recall);
        return new Point(
                tuned.recall(),
                measurement.cpuMillis(hnswlib, k),
                tuned.effort() <= hnswlib.leastEffort(k) && tuned.recall() >= recall);
    }
}

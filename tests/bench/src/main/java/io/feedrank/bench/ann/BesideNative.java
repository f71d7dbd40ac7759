package io.feedrank.bench.ann;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the CPU of an engine beside that of native hnswlib, at the same recall and at the same time:
 * the two are timed in turns, so that what else the machine does slows both. Native hnswlib is
 * tuned to the recall that the engine reached. Its ef can't be below k; what is compared with more
 * recall than it needs for that reason is marked.
 */
final class BesideNative {
    /** Recalls that are this close are the same. */
    private static final double NEAR = 0.003;

    /** Beyond it a graph has to look at almost everything. */
    private static final double MOST = 0.9995;

    private static final int TURNS = 5;

    private final Contender hnswlib;
    private final Tuning tuning;
    private final Measurement measurement;
    private final Map<String, Tuning.Tuned> efforts = new HashMap<>();

    BesideNative(Contender hnswlib, Tuning tuning, Measurement measurement) {
        this.hnswlib = hnswlib;
        this.tuning = tuning;
        this.measurement = measurement;
    }

    /**
     * An engine and native hnswlib at one recall.
     *
     * @param recall of native hnswlib
     * @param cpuMillis of native hnswlib, the median of the turns
     * @param ratio CPU of the engine over that of native hnswlib, the median of the turns
     * @param isLeast whether native hnswlib is at the least that it can be set to
     */
    record Point(double recall, double cpuMillis, double ratio, boolean isLeast) {}

    /** What a row is compared with, measured now; null where they have no recall in common. */
    @Nullable Point beside(Row row) {
        if (row.recall() < row.goal() || row.recall() > MOST) {
            return null;
        }
        Tuning.Tuned tuned =
                efforts.computeIfAbsent(
                        row.k() + " at " + row.recall(),
                        unused -> tuning.tune(hnswlib, row.k(), row.recall()));
        boolean isLeast =
                tuned.effort() <= hnswlib.leastEffort(row.k()) && tuned.recall() >= row.recall();
        if (!isLeast && Math.abs(tuned.recall() - row.recall()) > NEAR) {
            return null;
        }
        hnswlib.effort(tuned.effort());
        double[] natives = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            double engine = measurement.burstMillis(row.contender(), row.k());
            natives[turn] = measurement.burstMillis(hnswlib, row.k());
            ratios[turn] = engine / natives[turn];
        }
        Arrays.sort(natives);
        Arrays.sort(ratios);
        return new Point(tuned.recall(), natives[TURNS / 2], ratios[TURNS / 2], isLeast);
    }
}

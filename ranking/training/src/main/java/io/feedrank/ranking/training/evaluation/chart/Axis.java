package io.feedrank.ranking.training.evaluation.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Values along one side of a plot.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 * @param step between two marks
 */
record Axis(double low, double high, double step) {
    private static final int MARKS = 5;

    /** From a round value below all of them to one above. */
    static Axis over(double lowest, double highest) {
        double span = highest > lowest ? highest - lowest : Math.max(1e-6, Math.abs(highest));
        double step = round(span / MARKS);
        double low = Math.floor(lowest / step) * step;
        double high = Math.ceil(highest / step) * step;
        return new Axis(low, high > low ? high : low + step, step);
    }

    /** 0 at the low end, 1 at the high end. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    /** Values to mark. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            marks.add(low + i * step);
        }
        return marks;
    }

    /** A mark as text, with as many digits as its step has. */
    String label(double mark) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return BigDecimal.valueOf(mark).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    // 1, 2 or 5 times a power of ten.
    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double head = step / power;
        return power * (head <= 1 ? 1 : head <= 2 ? 2 : head <= 5 ? 5 : 10);
    }
}

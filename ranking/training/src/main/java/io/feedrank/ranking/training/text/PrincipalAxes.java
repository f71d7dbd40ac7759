package io.feedrank.ranking.training.text;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The axes along which outputs vary most, so that fewer components say the same (reduced-rank
 * regression; Izenman 1975). Eigenvectors of the matrix of second moments, by Jacobi's rotations.
 */
final class PrincipalAxes {
    private static final int SWEEPS = 30;

    private PrincipalAxes() {}

    /**
     * The first axes, the strongest first: {@code double[count][n]}.
     *
     * @param moments symmetric, {@code double[n][n]}; overwritten
     */
    static double[][] of(double[][] moments, int count) {
        int n = moments.length;
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(moments, vectors, p, q);
                }
            }
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -moments[i][i]));
        double[][] axes = new double[count][n];
        for (int axis = 0; axis < count; axis++) {
            for (int i = 0; i < n; i++) {
                axes[axis][i] = vectors[i][order[axis]];
            }
        }
        return axes;
    }

    private static void rotate(double[][] moments, double[][] vectors, int p, int q) {
        double off = moments[p][q];
        if (Math.abs(off) <= 1e-15 * Math.sqrt(Math.abs(moments[p][p] * moments[q][q]))) {
            return;
        }
        double theta = (moments[q][q] - moments[p][p]) / (2 * off);
        double sign = theta < 0 ? -1 : 1;
        double tangent = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : moments) {
            turn(row, p, q, cosine, sine);
        }
        double[] first = moments[p];
        double[] second = moments[q];
        for (int i = 0; i < moments.length; i++) {
            double x = first[i];
            double y = second[i];
            first[i] = cosine * x - sine * y;
            second[i] = sine * x + cosine * y;
        }
        for (double[] row : vectors) {
            turn(row, p, q, cosine, sine);
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double x = row[p];
        double y = row[q];
        row[p] = cosine * x - sine * y;
        row[q] = sine * x + cosine * y;
    }
}

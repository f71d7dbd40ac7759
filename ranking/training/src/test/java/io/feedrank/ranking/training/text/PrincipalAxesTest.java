package io.feedrank.ranking.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {
    @Test
    void axes_are_orthogonal_directions_that_the_matrix_only_stretches_strongest_first() {
        int n = 12;
        double[][] moments = moments(n);
        double[][] copy = moments(n);

        double[][] axes = PrincipalAxes.of(copy, n);

        double before = Double.POSITIVE_INFINITY;
        for (int a = 0; a < n; a++) {
            double stretch = 0;
            for (int row = 0; row < n; row++) {
                stretch += axes[a][row] * dot(moments[row], axes[a]);
            }
            for (int row = 0; row < n; row++) {
                assertThat(dot(moments[row], axes[a]))
                        .isCloseTo(stretch * axes[a][row], within(1e-8));
            }
            for (int b = 0; b < n; b++) {
                assertThat(dot(axes[a], axes[b])).isCloseTo(a == b ? 1 : 0, within(1e-9));
            }
            assertThat(stretch).isLessThanOrEqualTo(before);
            before = stretch;
        }
    }

    private static double[][] moments(int n) {
        Random random = new Random(3);
        double[][] moments = new double[n][n];
        for (int sample = 0; sample < 40; sample++) {
            double[] x = random.doubles(n, -1, 1).toArray();
            for (int row = 0; row < n; row++) {
                for (int column = 0; column < n; column++) {
                    moments[row][column] += x[row] * x[column];
                }
            }
        }
        return moments;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

package io.feedrank.ranking.index;

/** Four sums side by side, so that the additions need not wait for each other. */
final class ScalarDotProduct {
    private ScalarDotProduct() {}

    static float of(float[] a, int aFrom, float[] b, int from, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (int end = length - 3; i < end; i += 4) {
            sum0 += a[aFrom + i] * b[from + i];
            sum1 += a[aFrom + i + 1] * b[from + i + 1];
            sum2 += a[aFrom + i + 2] * b[from + i + 2];
            sum3 += a[aFrom + i + 3] * b[from + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[aFrom + i] * b[from + i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    static float squaredDistance(float[] a, int aFrom, float[] b, int from, int length) {
        float sum0 = 0;
        float sum1 = 0;
        int i = 0;
        for (int end = length - 1; i < end; i += 2) {
            float first = a[aFrom + i] - b[from + i];
            float second = a[aFrom + i + 1] - b[from + i + 1];
            sum0 += first * first;
            sum1 += second * second;
        }
        for (; i < length; i++) {
            float last = a[aFrom + i] - b[from + i];
            sum0 += last * last;
        }
        return sum0 + sum1;
    }
}

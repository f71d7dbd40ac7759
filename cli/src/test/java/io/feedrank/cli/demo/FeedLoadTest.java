package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedLoadTest {
    @Test
    void a_quantile_is_a_value_that_was_measured() {
        double[] hundred = new double[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = i + 1;
        }
        assertThat(FeedLoad.quantile(hundred, 0.5)).isEqualTo(50);
        assertThat(FeedLoad.quantile(hundred, 0.99)).isEqualTo(99);
        assertThat(FeedLoad.quantile(new double[] {7}, 0.99)).isEqualTo(7);
        assertThat(FeedLoad.quantile(new double[] {}, 0.5)).isNaN();
    }
}

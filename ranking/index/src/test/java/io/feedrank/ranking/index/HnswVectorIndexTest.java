package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class HnswVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex open(int dimensions) {
        // So eager that the contract runs on graphs, not on what waits for one.
        return new HnswVectorIndex(new HnswConfig(dimensions, Metric.COSINE, 8, 50, 1, 0.01, 10));
    }

    @Test
    void an_impossible_setting_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, Metric.COSINE, 16, 0, 1, 0.25, 500))
                .withMessageContaining("efConstruction: got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, Metric.COSINE, 16, 200, 1, 0, 500))
                .withMessageContaining("rebuildShare: got 0");
        assertThat(HnswConfig.ofDimensions(64).mostChanges(1_000_000)).isEqualTo(250_000);
    }
}

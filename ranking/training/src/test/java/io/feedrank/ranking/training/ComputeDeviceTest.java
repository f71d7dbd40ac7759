package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeDeviceTest {
    @TempDir private Path directory;
    private ModelBundle bundle;

    @BeforeEach
    void register() {
        ModelRegistry registry = new ModelRegistry(directory);
        bundle = registry.verify(TestModels.register(registry, TestModels.manifest("1"), 1));
    }

    @Test
    void cpu_and_auto_say_the_same_where_there_is_no_gpu() {
        assumeFalse(TensorFlowRuntime.devices().contains("GPU"), "skipped: TensorFlow sees a GPU");
        assertThat(score(ComputeDevice.AUTO)).containsExactly(score(ComputeDevice.CPU));
    }

    @Test
    void a_gpu_that_is_asked_for_and_is_not_there_is_refused_with_what_to_do() {
        assumeFalse(TensorFlowRuntime.devices().contains("GPU"), "skipped: TensorFlow sees a GPU");
        assertThatThrownBy(() -> score(ComputeDevice.GPU))
                .hasMessageContaining("ranking.device is gpu, and TensorFlow sees only [CPU]")
                .hasMessageContaining("tensorflow.native");
    }

    @Test
    void gpu_says_what_the_cpu_says_but_for_the_rounding_of_its_matrix_products() {
        assumeTrue(
                TensorFlowRuntime.devices().contains("GPU"),
                "skipped: TensorFlow sees no GPU; see docs/gpu.md");
        assertThat(score(ComputeDevice.GPU))
                .containsExactly(score(ComputeDevice.CPU), within(2e-3f));
    }

    @Test
    void names_that_are_no_device_are_refused() {
        assertThat(ComputeDevice.parse("gpu")).isEqualTo(ComputeDevice.GPU);
        assertThatThrownBy(() -> ComputeDevice.parse("tpu"))
                .hasMessage("ranking.device: got 'tpu', expected one of [auto, cpu, gpu]");
    }

    private float[] score(ComputeDevice device) {
        try (TensorFlowScorer scorer = TensorFlowScorer.open(bundle, TestModels.CATALOG, device)) {
            return scorer.score(TestModels.rows(500, 9), 500).score();
        }
    }
}

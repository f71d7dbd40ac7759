package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.NetworkFile;
import io.feedrank.ranking.pipeline.scoring.PlainScorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import io.feedrank.ranking.training.listwise.NetworkFileExport;
import io.feedrank.ranking.training.listwise.RankerExport;
import io.feedrank.ranking.training.listwise.RankerNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same weights twice in a bundle: for TensorFlow, and for the JVM alone. */
class NetworkFileExportTest {
    @TempDir private Path directory;

    static List<Architecture> shapes() {
        return List.of(RandomModel.fallback(), Architecture.of(List.of(24, 8)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_equal_those_of_the_saved_model(Architecture shape) {
        ModelRegistry registry = new ModelRegistry(directory);
        ModelRef model = register(registry, shape);
        ModelBundle bundle = registry.verify(model);
        float[] rows = TestModels.rows(777, 5);
        try (TensorFlowScorer saved = TensorFlowScorer.open(bundle, TestModels.CATALOG);
                PlainScorer plain = PlainScorer.open(bundle, TestModels.CATALOG)) {
            Scores expected = saved.score(rows, 777);

            Scores found = plain.score(rows, 777);

            assertThat(found.score()).containsExactly(expected.score(), within(2e-6f));
            assertThat(found.heads()).hasSize(Head.values().length);
            found.heads()
                    .forEach(
                            (head, values) ->
                                    assertThat(values)
                                            .containsExactly(
                                                    expected.heads().get(head), within(2e-6f)));
        }
    }

    @Test
    void changed_weights_are_no_longer_those_of_the_manifest() throws Exception {
        ModelRegistry registry = new ModelRegistry(directory);
        ModelRef model = register(registry, Architecture.LINEAR);
        registry.promote(Alias.FALLBACK, model);
        Files.write(
                directory.resolve(model.toString()).resolve(NetworkFile.NAME),
                new byte[1],
                StandardOpenOption.APPEND);

        assertThatThrownBy(() -> registry.verify(model))
                .hasMessageContaining("network.bin has SHA-256");
    }

    @Test
    void a_network_as_wide_as_another_manifest_is_refused() {
        ModelRegistry registry = new ModelRegistry(directory);
        Path bundle = registry.stage();
        RankerNetwork network = RandomModel.network(TestModels.CATALOG, Architecture.LINEAR, 1);
        RankerExport.write(network, bundle);
        NetworkFileExport.write(network, bundle);
        ModelRef narrow =
                registry.register(bundle, TestModels.manifest("1", List.of("post_stats:v1"), 5))
                        .model();

        assertThatThrownBy(() -> PlainScorer.open(registry.verify(narrow), TestModels.CATALOG))
                .hasMessageContaining("expected 5 inputs and 4 outputs");
    }

    private static ModelRef register(ModelRegistry registry, Architecture shape) {
        Path bundle = registry.stage();
        RankerNetwork network = RandomModel.network(TestModels.CATALOG, shape, 2);
        RankerExport.write(network, bundle);
        NetworkFileExport.write(network, bundle);
        return registry.register(bundle, TestModels.manifest("1")).model();
    }
}

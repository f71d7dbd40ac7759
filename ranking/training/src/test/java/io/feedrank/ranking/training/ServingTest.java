package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.dense.InputScaling;
import io.feedrank.ranking.index.dense.RowScaler;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.ScalingFile;
import io.feedrank.ranking.pipeline.scoring.Scores;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.listwise.RankerExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

class ServingTest {
    private static final int WIDTH = TestModels.COLUMNS.size();

    @TempDir private Path directory;
    private ModelBundle bundle;
    private TensorFlowScorer scorer;

    @BeforeEach
    void serve() {
        ModelRegistry registry = new ModelRegistry(directory);
        bundle = registry.verify(TestModels.register(registry, TestModels.manifest("1"), 1));
        scorer = TensorFlowScorer.open(bundle, TestModels.CATALOG);
    }

    @AfterEach
    void close() {
        scorer.close();
    }

    @Test
    void exported_model_gives_through_djl_what_a_session_gives() {
        float[] rows = TestModels.rows(700, 3);

        Scores scores = scorer.score(rows, 700);

        assertThat(scorer.columns()).isEqualTo(TestModels.COLUMNS);
        assertThat(scores.heads().keySet()).containsExactly("click", "dwell", "like", "hide");
        try (SavedModelBundle raw =
                        SavedModelBundle.load(
                                bundle.directory().resolve("saved_model").toString(), "serve");
                TFloat32 input = TFloat32.tensorOf(Shape.of(700, WIDTH), DataBuffers.of(rows))) {
            for (Head head : Head.values()) {
                try (Result result =
                        raw.session().runner().feed("features", input).fetch(head.id()).run()) {
                    float[] expected = new float[700];
                    ((TFloat32) result.get(0)).copyTo(DataBuffers.of(expected, false, false));
                    assertThat(scores.heads().get(head.id()))
                            .containsExactly(expected, within(1e-5f));
                }
            }
        }
    }

    @Test
    void rows_are_scaled_on_their_way_as_the_manifest_vouches_for() {
        assertThat(RowScaler.isFast()).as("tests run with SIMD").isTrue();
        assertThat(bundle.manifest().files()).containsKey(ScalingFile.NAME);
        ModelRegistry registry = new ModelRegistry(directory);
        Path staged = registry.stage();
        RankerExport.write(TestModels.network(1), staged);
        ScalingFile.write(staged, new InputScaling(new float[3], new float[3], new float[3], 6));
        ModelRef narrow = registry.register(staged, TestModels.manifest("narrow")).model();

        assertThatThrownBy(() -> TensorFlowScorer.open(registry.verify(narrow), TestModels.CATALOG))
                .hasMessageContaining("has a scaling of 3 columns, expected " + WIDTH);
    }

    @Test
    void scaled_rows_never_go_into_a_model_that_scales_them() throws Exception {
        ModelRegistry registry = new ModelRegistry(directory);
        Path staged = registry.stage();
        RankerExport.write(TestModels.network(1), staged);
        Path graph = staged.resolve("saved_model/saved_model.pb");
        SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
        saved.getMetaGraphsBuilder(0).removeSignatureDef("scaled");
        Files.write(graph, saved.build().toByteArray());
        ModelRef without = registry.register(staged, TestModels.manifest("without")).model();

        assertThatThrownBy(
                        () -> TensorFlowScorer.open(registry.verify(without), TestModels.CATALOG))
                .hasMessageContaining("takes [features of")
                .hasMessageContaining("expected one input 'scaled_features'");
    }

    @Test
    void score_is_the_weighted_sum_of_the_heads() {
        Scores scores = scorer.score(TestModels.rows(50, 4), 50);

        for (int i = 0; i < 50; i++) {
            double sum = 0;
            for (Head head : Head.values()) {
                sum += head.weight() * scores.heads().get(head.id())[i];
            }
            assertThat((double) scores.score()[i]).isCloseTo(sum, within(1e-6));
        }
        assertThat(scores.score()[0]).isNotEqualTo(scores.score()[1]);
    }

    @Test
    void row_scores_the_same_alone_and_among_others() {
        float[] rows = TestModels.rows(1000, 5);
        float[] third = new float[WIDTH];
        System.arraycopy(rows, 3 * WIDTH, third, 0, WIDTH);

        float[] among = scorer.score(rows, 1000).score();

        assertThat(scorer.score(third, 1).score()[0]).isCloseTo(among[3], within(1e-6f));
        assertThat(scorer.score(rows, 4).score()[3]).isCloseTo(among[3], within(1e-6f));
        assertThat(scorer.score(rows, 0).score()).isEmpty();
    }

    @Test
    void threads_score_at_the_same_time_each_its_own_rows() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int count = 100 + 50 * thread;
            float[] rows = TestModels.rows(count, thread);
            float[] expected = scorer.score(rows, count).score();
            done.add(
                    threads.submit(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    assertThat(scorer.score(rows, count).score())
                                            .containsExactly(expected, within(1e-6f));
                                }
                            }));
        }

        for (Future<?> future : done) {
            future.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    @Test
    void closed_model_and_short_rows_are_refused() {
        assertThatThrownBy(() -> scorer.score(new float[WIDTH], 2))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("for 2 rows, expected " + WIDTH + " a row");

        scorer.close();

        assertThatThrownBy(() -> scorer.score(new float[WIDTH], 1))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("ranker/1 is retired and closed");
    }
}

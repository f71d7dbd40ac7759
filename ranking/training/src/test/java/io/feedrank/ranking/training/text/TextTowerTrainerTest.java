package io.feedrank.ranking.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTower;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.TrainingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTowerTrainerTest {
    private static final TowerRecipe SMALL =
            new TowerRecipe(1 << 12, 16, 3, 12, List.of(30.0, 300.0));

    @TempDir private Path directory;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = new ModelRegistry(directory.resolve("models"));
    }

    @Test
    void a_tower_finds_readers_of_new_posts_where_their_topic_says_nothing() throws Exception {
        new TitleWorld(directory).write(600, true);
        List<TrainingProgress.Step> steps = new ArrayList<>();

        TextTowerReport report = train(steps::add);

        Map<String, Double> recall = report.heldOut().recall();
        assertThat(report.posts()).isEqualTo(600);
        assertThat(report.size().bytes()).isBetween(10_000, 300_000);
        assertThat(report.size().encodeCpuMicros()).isPositive();
        assertThat(report.heldOut().posts()).isBetween(80, 91);
        assertThat(recall.get("random")).isCloseTo(0.05, within(0.03));
        assertThat(recall.get("topic_mean")).isLessThan(0.12);
        assertThat(recall.get("tower")).isGreaterThan(0.2);
        assertThat(report.heldOut().cosine().get("tower"))
                .isGreaterThan(report.heldOut().cosine().get("topic_mean") + 0.1);
        assertThat(recall.get("first_readers_and_tower"))
                .isGreaterThan(recall.get("first_readers"));
        assertThat(steps)
                .isSortedAccordingTo((a, b) -> Double.compare(a.fraction(), b.fraction()))
                .last()
                .extracting(TrainingProgress.Step::fraction)
                .isEqualTo(1.0);
    }

    @Test
    void the_tower_is_registered_promoted_and_named_by_its_vector_space() throws Exception {
        new TitleWorld(directory).write(300, true);

        ModelRef model = ModelRef.parse(train(TrainingProgress.NONE).model());

        assertThat(registry.aliases().model(Alias.TEXT_TOWER)).hasValue(model);
        Manifest manifest = registry.verify(model).manifest();
        assertThat(manifest.heads()).extracting(Manifest.Head::name).containsExactly("reader-v1");
        assertThat(manifest.training().metrics()).containsKeys("recall.tower", "cosine.random");
        TextTower tower = TextTowerCodec.read(Files.readAllBytes(file(model)));
        assertThat(tower.identity().version()).isEqualTo(model.version());
        float[] marathon = vector(tower, "Marathon in Ulm");
        assertThat(VectorSpace.dot(marathon, vector(tower, "Streit über Marathon")))
                .isGreaterThan(VectorSpace.dot(marathon, vector(tower, "Streit über Vulkane")));
    }

    @Test
    void the_same_posts_and_clicks_give_the_same_tower() throws Exception {
        new TitleWorld(directory).write(300, true);

        String first = train(TrainingProgress.NONE).model();
        String second = train(TrainingProgress.NONE).model();

        assertThat(second.substring(second.lastIndexOf('-')))
                .isEqualTo(first.substring(first.lastIndexOf('-')));
    }

    @Test
    void a_torn_tower_is_neither_promoted_nor_published() throws Exception {
        new TitleWorld(directory).write(300, true);
        ModelRef model = ModelRef.parse(train(TrainingProgress.NONE).model());
        byte[] bytes = Files.readAllBytes(file(model));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(model), bytes);

        assertThatThrownBy(() -> registry.promote(Alias.TEXT_TOWER, model))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("is damaged");
        assertThatThrownBy(() -> new TowerPublisher(registry, "127.0.0.1:1").publish())
                .hasMessageContaining("is damaged");
    }

    @Test
    void a_text_tower_ranks_no_feed() throws Exception {
        new TitleWorld(directory).write(300, true);
        ModelRef model = ModelRef.parse(train(TrainingProgress.NONE).model());

        assertThatThrownBy(() -> registry.promote(Alias.PRODUCTION, model))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("alias production takes no model like text-tower/");
    }

    @Test
    void posts_without_titles_are_too_few_and_a_missing_table_is_named() throws Exception {
        assertThatThrownBy(() -> train(TrainingProgress.NONE))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("no posts: expected Parquet files at");
        new TitleWorld(directory).write(100, false);
        assertThatThrownBy(() -> train(TrainingProgress.NONE))
                .isInstanceOf(TooFewTitlesException.class)
                .hasMessageContaining("got 0 posts with a title");
    }

    private TextTowerReport train(TrainingProgress progress) {
        return new TextTowerTrainer(SMALL)
                .train(new TrainingRequest(directory, registry, 7, Clock.systemUTC(), progress));
    }

    private Path file(ModelRef model) {
        return registry.root()
                .resolve(model.name())
                .resolve(model.version())
                .resolve(TextTowerCodec.FILE);
    }

    private static float[] vector(TextTower tower, String title) {
        return Objects.requireNonNull(tower.vector(title, "de", "news"));
    }
}

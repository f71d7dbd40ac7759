package io.feedrank.feature.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.TextTowerFile;
import io.feedrank.proto.v1.TextTowerWeights;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTowerTest {
    private static final String TITLE = "Kassel streitet über Handypreise";

    @Test
    void a_vector_has_unit_length_and_the_same_text_the_same_vector() {
        TextTower tower = tower(1 << 10, 8, 1);
        float[] vector = vector(tower, TITLE);

        assertThat(vector).hasSize(VectorSpace.DIMENSIONS);
        assertThat((double) VectorSpace.dot(vector, vector)).isCloseTo(1, within(1e-5));
        assertThat(vector(tower, TITLE)).isEqualTo(vector);
        assertThat(vector(tower, "Inside Denver's bet")).isNotEqualTo(vector);
    }

    @Test
    void a_title_that_says_nothing_has_no_vector() {
        TextTower tower = tower(1 << 10, 8, 1);
        assertThat(tower.vector("", "de", "sport")).isNull();

        TextTower untrained =
                new TextTower(
                        identity(1),
                        Embedding.quantised(new float[16 * 2], 2),
                        new DenseLayer(2, new float[2 * 64], new float[64]));
        assertThat(untrained.vector(TITLE, "de", "sport")).isNull();
    }

    @Test
    void the_more_readers_there_are_the_less_the_text_counts() {
        TextTower tower = tower(1 << 10, 8, 4);
        float[] text = vector(tower, TITLE);
        float[] readers = VectorSpace.ofReader("u-1");

        assertThat(tower.blended(text, null, 0)).isEqualTo(text);
        float before = 1;
        for (float mass : new float[] {1, 4, 40, 400}) {
            float[] blended = tower.blended(text, readers, mass);
            assertThat((double) VectorSpace.dot(blended, blended)).isCloseTo(1, within(1e-5));
            assertThat(VectorSpace.dot(blended, text)).isLessThan(before);
            before = VectorSpace.dot(blended, text);
        }
        assertThat(tower.textShare(4)).isEqualTo(0.5f);
        assertThat((double) VectorSpace.dot(tower.blended(text, readers, 400), readers))
                .isGreaterThan(0.999);
    }

    @Test
    void quantised_weights_are_off_by_half_a_step_at_most() {
        float[] weights = {0.5f, -1.27f, 0.003f, 0, 0, 0};
        Embedding embedding = Embedding.quantised(weights, 3);
        TextFeatures first = new TextFeatures();
        first.add(0, 1);
        float[] sum = new float[3];

        assertThat(embedding.sum(first, sum)).isTrue();
        assertThat(sum).containsExactly(new float[] {0.5f, -1.27f, 0.003f}, within(0.0051f));
        TextFeatures unknown = new TextFeatures();
        unknown.add(1, 1);
        assertThat(embedding.sum(unknown, sum)).isFalse();
    }

    @Test
    void a_tower_comes_back_from_its_bytes_as_it_was() {
        TextTower tower = tower(1 << 10, 8, 4);
        TextTower read = TextTowerCodec.read(TextTowerCodec.write(tower));

        assertThat(read.identity()).isEqualTo(tower.identity());
        assertThat(vector(read, TITLE)).isEqualTo(vector(tower, TITLE));
    }

    @Test
    void its_bytes_are_read_by_every_later_release() throws IOException {
        TextTower tower = TextTowerCodec.read(golden());

        assertThat(tower.identity())
                .isEqualTo(new TextTower.Identity("golden", VectorSpace.NAME, 3));
        assertThat(tower.embedding().buckets()).isEqualTo(16);
        assertThat((double) vector(tower, TITLE)[0]).isCloseTo(-0.118040, within(1e-6));
    }

    @Test
    void a_torn_tower_is_refused() {
        byte[] bytes = TextTowerCodec.write(tower(1 << 10, 8, 4));
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 100);

        assertThatThrownBy(() -> TextTowerCodec.read(flipped))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("tower");
        assertThatThrownBy(() -> TextTowerCodec.read(cut)).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> TextTowerCodec.read(new byte[0]))
                .isInstanceOf(FeedrankException.class);
    }

    @Test
    void a_tower_of_another_space_or_encoding_is_refused_with_both_named() throws Exception {
        TextTowerWeights weights = weights(TextTowerCodec.write(tower(1 << 10, 8, 4)));

        assertThatThrownBy(() -> read(weights.toBuilder().setSpace("reader-v9").build()))
                .hasMessageContaining("got 'reader-v9', expected reader-v1");
        assertThatThrownBy(() -> read(weights.toBuilder().setEncoding("words-v9").build()))
                .hasMessageContaining("got 'words-v9', expected words-v1");
        assertThatThrownBy(() -> read(weights.toBuilder().setBucketStep(0, 5000).build()))
                .hasMessageContaining("bucket_step");
        assertThatThrownBy(() -> read(weights.toBuilder().setScale(0, Float.NaN).build()))
                .hasMessageContaining("expected a number");
        assertThatThrownBy(() -> read(weights.toBuilder().setWorthReaders(0).build()))
                .hasMessageContaining("worth_readers");
    }

    /** Buckets 16, width 2, of which ten have an embedding; in the form of its first release. */
    private static byte[] golden() throws IOException {
        try (InputStream text = TextTowerTest.class.getResourceAsStream("golden-tower.txt")) {
            return Base64.getMimeDecoder().decode(Objects.requireNonNull(text).readAllBytes());
        }
    }

    private static TextTowerWeights weights(byte[] file) throws Exception {
        return TextTowerWeights.parseFrom(TextTowerFile.parseFrom(file).getWeights());
    }

    private static TextTower read(TextTowerWeights weights) {
        return TextTowerCodec.read(TextTowerCodec.sealed(weights));
    }

    private static float[] vector(TextTower tower, String title) {
        return Objects.requireNonNull(tower.vector(title, "de", "technology"));
    }

    private static TextTower.Identity identity(float worth) {
        return new TextTower.Identity("1", VectorSpace.NAME, worth);
    }

    private static TextTower tower(int buckets, int width, float worth) {
        return new TextTower(
                identity(worth),
                Embedding.quantised(random(buckets * width, 1), width),
                new DenseLayer(width, random(64 * width, 2), random(64, 3)));
    }

    private static float[] random(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}

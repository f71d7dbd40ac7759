package io.feedrank.ranking.pipeline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.index.dense.CategoryTable;
import io.feedrank.ranking.index.dense.DenseLayer;
import io.feedrank.ranking.index.dense.DenseNetwork;
import io.feedrank.ranking.index.dense.InputScaling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
    /** As a release wrote it; a later one has to read it. */
    private static final String GOLDEN =
            "46524e57000000014100000000000002000000003f80000000000002000000003f800000"
                    + "000000023f8000003f000000"
                    + "00000001000000000000000100000002bf8000003f800000"
                    + "000000010000000300000001000000033f8000003f00000040000000000000013e800000";

    @TempDir private Path bundle;

    @BeforeEach
    void write_a_network() {
        NetworkFile.write(
                bundle,
                new InputScaling(new float[] {0, 1}, new float[] {0, 1}, new float[] {1, 0.5f}, 8),
                List.of(new CategoryTable(0, 1, new float[] {-1, 1})),
                List.of(new DenseLayer(3, 1, new float[] {1, 0.5f, 2}, new float[] {0.25f})));
    }

    @Test
    void a_network_is_written_as_it_always_was() throws IOException {
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file()))).isEqualTo(GOLDEN);
    }

    @Test
    void a_network_that_was_read_gives_what_was_written() {
        DenseNetwork network = NetworkFile.read(bundle);

        float[][] found = network.probabilities(new float[] {1, (float) Math.E - 1}, 1);

        // 1 of the first column, 0 of the second, 2 of the category, 0.25.
        assertThat(found[0][0]).isCloseTo((float) (1 / (1 + Math.exp(-3.25))), within(1e-6f));
    }

    @Test
    void a_torn_file_is_refused_at_every_length() throws IOException {
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertRefused("cannot read a network from");
        }
    }

    @Test
    void a_file_of_another_kind_version_or_shape_is_refused_with_what_it_is() throws IOException {
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), changed(whole, 0, 7));
        assertRefused("has magic number 7");
        Files.write(file(), changed(whole, 4, 2));
        assertRefused("has version 2, expected 1");
        Files.write(file(), changed(whole, 12, Integer.MAX_VALUE));
        assertRefused("got an array of 2147483647");
        Files.write(file(), changed(whole, 76, 2));
        assertRefused("layer of 3 weights and 1 biases, expected 2 x 1");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> NetworkFile.read(bundle))
                .isInstanceOfSatisfying(
                        FeedrankException.class,
                        e -> assertThat(e.category()).isEqualTo(Category.BAD_INPUT))
                .hasMessageContaining(reason);
    }

    private Path file() {
        return bundle.resolve(NetworkFile.NAME);
    }

    private static byte[] changed(byte[] whole, int at, int value) {
        return ByteBuffer.wrap(whole.clone()).putInt(at, value).array();
    }

    private static org.assertj.core.data.Offset<Float> within(float most) {
        return org.assertj.core.api.Assertions.within(most);
    }
}

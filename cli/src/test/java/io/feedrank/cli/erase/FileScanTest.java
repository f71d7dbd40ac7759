package io.feedrank.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.erasure.IdPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileScanTest {
    private static final int PART = 1 << 20;

    @TempDir private Path root;

    private final FileScan scan = new FileScan(new IdPattern("u-1"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 7, PART - 5, PART - 4, PART - 3, PART - 2, PART - 1, PART})
    void an_id_at_the_seam_of_two_reads_counts_once(int at) throws IOException {
        assertThat(scan.count(file(" u-1 ", at))).isEqualTo(1);
        assertThat(scan.count(file("u-12 ", at))).isZero();
        assertThat(scan.count(file("xu-1 ", at))).isZero();
    }

    @Test
    void every_file_below_a_directory_is_looked_at() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/c"), "u-1 and u-1");
        Files.writeString(root.resolve(".hidden"), "u-1");
        Hits hits = new Hits();
        scan.look("files", root, hits);
        scan.look("none", root.resolve("missing"), hits);

        assertThat(hits.byStore().get("files")).containsOnlyKeys("a/b/c", ".hidden");
        assertThat(hits.in("files")).isEqualTo(3);
        assertThat(hits.in("none")).isZero();
    }

    private Path file(String text, int at) throws IOException {
        byte[] bytes = new byte[2 * PART + 100];
        byte[] planted = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(planted, 0, bytes, at, planted.length);
        return Files.write(root.resolve("file"), bytes);
    }
}

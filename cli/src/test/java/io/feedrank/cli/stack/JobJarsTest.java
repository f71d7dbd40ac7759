package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path directory;

    @Test
    void the_same_bytes_have_the_same_name() throws Exception {
        Path one = Files.writeString(directory.resolve("one.jar"), "bytes");
        Path same = Files.writeString(directory.resolve("same.jar"), "bytes");
        Path other = Files.writeString(directory.resolve("other.jar"), "other bytes");

        assertThat(JobJars.uploadName(one))
                .isEqualTo(JobJars.uploadName(same))
                .startsWith("feedrank-jobs-");
        assertThat(JobJars.uploadName(one)).isNotEqualTo(JobJars.uploadName(other));
    }

    @Test
    void only_the_newest_of_our_jars_stays_and_jars_of_others_do() throws Exception {
        Path old = upload("1_feedrank-jobs-aa.jar", NOON);
        Path newest = upload("2_feedrank-jobs-bb.jar", NOON.plusSeconds(1));
        Path foreign = upload("3_wordcount.jar", NOON);

        JobJars.prune(directory);
        JobJars.prune(directory.resolve("never"));

        assertThat(old).doesNotExist();
        assertThat(newest).exists();
        assertThat(foreign).exists();
    }

    private Path upload(String name, Instant at) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("flink-web-upload"));
        Path file = Files.writeString(folder.resolve(name), "");
        Files.setLastModifiedTime(file, FileTime.from(at));
        return file;
    }
}

package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path root;

    @Test
    void the_newest_that_has_metadata_wins_whichever_run_wrote_it() throws Exception {
        complete("aaa/chk-9", NOON);
        Path newest = complete("bbb/chk-2", NOON.plusSeconds(60));
        Files.createDirectories(root.resolve("bbb/chk-3"));
        Files.createDirectories(root.resolve("bbb/shared"));

        assertThat(Checkpoints.newest(root)).contains(newest);
    }

    @Test
    void without_any_there_is_none() {
        assertThat(Checkpoints.newest(root)).isEmpty();
        assertThat(Checkpoints.newest(root.resolve("never"))).isEmpty();
    }

    private Path complete(String name, Instant at) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        Path metadata = Files.writeString(directory.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.from(at));
        return directory;
    }
}

package io.feedrank.ranking.statefun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {

    private static final String OLD_JOB = "0".repeat(32);
    private static final String NEW_JOB = "a".repeat(32);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir Path root;

    @Test
    void a_fresh_directory_holds_no_checkpoint() {
        try (CheckpointDirectory directory = CheckpointDirectory.open(root.resolve("new"))) {
            assertThat(directory.newestCheckpoint()).isEmpty();
        }
    }

    @Test
    void the_newest_finished_checkpoint_is_found_across_jobs() throws Exception {
        checkpoint(OLD_JOB, 90, NOON);
        Path newest = checkpoint(NEW_JOB, 2, NOON.plusSeconds(10));
        checkpoint(NEW_JOB, 1, NOON.plusSeconds(5));

        try (CheckpointDirectory directory = CheckpointDirectory.open(root)) {
            assertThat(directory.newestCheckpoint()).contains(newest);
        }
    }

    @Test
    void of_two_written_at_the_same_instant_the_higher_number_is_newer() throws Exception {
        checkpoint(NEW_JOB, 9, NOON);
        Path higher = checkpoint(NEW_JOB, 10, NOON);

        try (CheckpointDirectory directory = CheckpointDirectory.open(root)) {
            assertThat(directory.newestCheckpoint()).contains(higher);
        }
    }

    @Test
    void a_checkpoint_that_was_being_written_is_passed_over() throws Exception {
        Path finished = checkpoint(NEW_JOB, 1, NOON);
        Files.createDirectories(root.resolve(NEW_JOB).resolve("chk-2"));
        Files.writeString(root.resolve(NEW_JOB).resolve("chk-2").resolve("part"), "half");

        try (CheckpointDirectory directory = CheckpointDirectory.open(root)) {
            assertThat(directory.newestCheckpoint()).contains(finished);
        }
    }

    @Test
    void jobs_without_a_finished_checkpoint_are_deleted_and_nothing_else() throws Exception {
        checkpoint(NEW_JOB, 1, NOON);
        Files.createDirectories(root.resolve(OLD_JOB).resolve("chk-7"));
        Files.createDirectories(root.resolve("somebody-elses"));

        try (CheckpointDirectory directory = CheckpointDirectory.open(root)) {
            directory.deleteEmptyJobs();

            assertThat(root.resolve(OLD_JOB)).doesNotExist();
            assertThat(root.resolve("somebody-elses")).exists();
            assertThat(directory.newestCheckpoint()).isPresent();
        }
    }

    @Test
    void what_a_killed_run_left_in_scratch_is_cleared() throws Exception {
        Files.createDirectories(root.resolve("scratch/blobs"));
        Files.writeString(root.resolve("scratch/blobs/left"), "over");

        try (CheckpointDirectory directory = CheckpointDirectory.open(root)) {
            assertThat(directory.scratch()).isEmptyDirectory();
        }
    }

    @Test
    void a_directory_is_one_runtimes_until_it_lets_go() {
        try (CheckpointDirectory held = CheckpointDirectory.open(root)) {
            assertThatThrownBy(() -> CheckpointDirectory.open(held.root()))
                    .isInstanceOf(RuntimeFailure.class)
                    .hasMessageContaining("another StateFun runtime uses " + root);
        }
        CheckpointDirectory.open(root).close();
    }

    private Path checkpoint(String job, int number, Instant written) throws Exception {
        Path checkpoint = root.resolve(job).resolve("chk-" + number);
        Files.createDirectories(checkpoint);
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "state");
        Files.setLastModifiedTime(metadata, FileTime.from(written));
        return checkpoint;
    }
}

package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant SEVEN = Instant.parse("2023-05-18T07:00:00Z");
    private static final List<String> POSTS = List.of("10", "11");

    @TempDir private Path directory;

    @Test
    void an_impression_is_ranked_before_anything_of_its_second_counts() {
        EvaluationLog log =
                log(
                        List.of(at("1", 0), at("2", 60), at("3", 60), at("4", 61)),
                        List.of(),
                        at("9", 300));

        assertThat(trail(Replay.training(log)))
                .containsExactly(
                        "rank 1",
                        "shown 1",
                        "rank 2",
                        "rank 3",
                        "shown 2",
                        "shown 3",
                        "clicked 1",
                        "rank 4");
    }

    @Test
    void a_read_counts_when_it_is_over_and_no_sooner_than_a_click() {
        EvaluationLog log =
                log(
                        List.of(at("1", 0), at("2", 61), at("3", 101)),
                        List.of("v\t7," + second(0) + ",5, 8," + second(0) + ",100,"),
                        at("9", 300));

        assertThat(trail(Replay.training(log)))
                .containsSubsequence("shown 1", "clicked 1", "read v 7", "rank 2")
                .containsSubsequence("rank 2", "read v 8", "rank 3");
    }

    @Test
    void a_read_that_the_log_tells_of_is_left_out() {
        LogLine onPage = new LogLine("2", "u", SEVEN.plusSeconds(10), "12", "", POSTS, Set.of(1));
        EvaluationLog log =
                log(
                        List.of(at("1", 0), onPage, at("3", 4_000)),
                        List.of(
                                // Clicked 20 s before; on whose page an impression was shown; of
                                // another user; long after the click.
                                "u\t10,"
                                        + second(20)
                                        + ",, 12,"
                                        + second(10)
                                        + ",, 10,"
                                        + second(3_000)
                                        + ",,",
                                "v\t10," + second(20) + ",,"),
                        at("9", 9_000));
        Replay replay = Replay.whole(log, Replay.State.LIVE);

        assertThat(trail(replay).stream().filter(step -> step.startsWith("read")))
                .containsExactly("read v 10", "read u 10");
        assertThat(replay.leftOut()).isEqualTo(2);
    }

    @Test
    void a_frozen_state_hears_nothing_of_the_test() {
        EvaluationLog log = log(List.of(at("1", 0), at("2", 250)), List.of(), at("9", 300));

        assertThat(trail(Replay.whole(log, Replay.State.LIVE)))
                .endsWith("clicked 1", "rank 2", "shown 2", "rank 9");
        List<LogLine> test = List.of(at("9", 300), at("8", 400), at("7", 500));
        EvaluationLog longer = log(List.of(at("1", 0), at("2", 250)), List.of(), test);

        assertThat(trail(Replay.whole(longer, Replay.State.FROZEN)))
                .endsWith("shown 2", "rank 9", "rank 8", "rank 7");
    }

    @Test
    void training_sees_nothing_of_the_tests_history() {
        LogFolder.write(directory.resolve("train"), List.of(at("1", 0)), List.of());
        LogFolder.write(
                directory.resolve("test"),
                List.of(at("9", 300)),
                List.of("u\t7," + second(-900) + ",,"));
        EvaluationLog log =
                EvaluationLog.read(directory.resolve("train"), directory.resolve("test"));

        assertThat(trail(Replay.training(log))).containsExactly("rank 1");
        assertThat(trail(Replay.whole(log, Replay.State.LIVE))).startsWith("read u 7", "rank 1");
    }

    private EvaluationLog log(List<LogLine> train, List<String> history, LogLine test) {
        return log(train, history, List.of(test));
    }

    private EvaluationLog log(List<LogLine> train, List<String> history, List<LogLine> test) {
        LogFolder.write(directory.resolve("train"), train, history);
        LogFolder.write(directory.resolve("test"), test, List.of());
        return EvaluationLog.read(directory.resolve("train"), directory.resolve("test"));
    }

    private static LogLine at(String id, int seconds) {
        return LogLine.of(id, "u", SEVEN.plusSeconds(seconds), POSTS, 0);
    }

    private static long second(int seconds) {
        return SEVEN.getEpochSecond() + seconds;
    }

    private static List<String> trail(Replay replay) {
        List<String> trail = new ArrayList<>();
        replay.run(
                new ReplayVisitor() {
                    @Override
                    public void rank(LoggedImpression impression) {
                        trail.add("rank " + impression.id());
                    }

                    @Override
                    public void shown(LoggedImpression impression) {
                        trail.add("shown " + impression.id());
                    }

                    @Override
                    public void clicked(LoggedImpression impression) {
                        trail.add("clicked " + impression.id());
                    }

                    @Override
                    public void read(PastRead read) {
                        trail.add("read " + read.userId() + " " + read.postId());
                    }
                });
        return trail;
    }
}

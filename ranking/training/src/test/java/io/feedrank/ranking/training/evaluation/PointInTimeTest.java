package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.training.evaluation.PointInTime.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No prediction knows what comes after its impression began. */
class PointInTimeTest {
    private static final int HALF = 125;

    private final TinyLog log = TinyLog.generate(1);

    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("allWays")
    void a_test_set_that_is_cut_short_leaves_earlier_lines_as_they_are(Kind kind, Retrain retrain) {
        PointInTime standard = PointInTime.of(directory, kind, retrain);

        Map<String, String> cut = standard.predictions(log.withTest(log.test().subList(0, HALF)));

        assertThat(cut).hasSize(HALF);
        assertThat(standard.predictions(log)).hasSize(250).containsAllEntriesOf(cut);
    }

    @ParameterizedTest
    @MethodSource("allWays")
    void clicks_that_change_leave_lines_until_a_minute_after_as_they_are(
            Kind kind, Retrain retrain) {
        PointInTime standard = PointInTime.of(directory, kind, retrain);
        TinyLog flipped = changed(HALF, LogLine::withClicked);
        Instant counts = log.test().get(HALF).time().plusSeconds(60);
        int until = (int) log.test().stream().filter(line -> !line.time().isAfter(counts)).count();

        assertThat(standard.sameFirstLines(log, flipped, until)).isTrue();
        assertThat(standard.sameFirstLines(log, flipped, log.test().size()))
                .as("later lines do learn of it")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_outcome_of_an_impression_is_not_known_to_its_own_line(Kind kind) {
        PointInTime standard = PointInTime.of(directory, kind, Retrain.NEVER);
        Map<String, String> before = standard.predictions(log);
        for (int at : new int[] {0, HALF, 249}) {
            LogLine line = log.test().get(at);
            List<LogLine> other = new ArrayList<>(log.test());
            other.set(at, line.withClicked(flipped(line)));
            Map<String, String> after = standard.predictions(log.withTest(other));

            assertThat(after.get(line.id())).isEqualTo(before.get(line.id()));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_is_known_only_afterwards_changes_no_line(Kind kind) {
        TinyLog other =
                log.withTest(
                        log.test().stream().map(line -> line.withNextReadTime("99999")).toList());

        assertThat(
                        PointInTime.of(directory, kind, Retrain.NEVER)
                                .sameFirstLines(log, other, log.test().size()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_same_second_is_later(Kind kind) {
        LogLine last = log.test().get(HALF);
        List<LogLine> before =
                log.test().stream().filter(line -> line.time().isBefore(last.time())).toList();
        List<LogLine> planted =
                IntStream.range(0, 40)
                        .mapToObj(
                                i ->
                                        LogLine.of(
                                                "planted" + i,
                                                last.user(),
                                                last.time(),
                                                List.of(last.posts().get(0), "999"),
                                                0))
                        .toList();
        String alone = lineOf(kind, last, Stream.of(before, List.of(last)));

        assertThat(lineOf(kind, last, Stream.of(before, List.of(last), planted))).isEqualTo(alone);
        assertThat(lineOf(kind, last, Stream.of(before, planted, List.of(last)))).isEqualTo(alone);
    }

    /** The checks above find a leak: otherwise they would hold of anything. */
    @ParameterizedTest
    @MethodSource("allLeaks")
    void a_planted_leak_is_found(Kind kind, Leak leak) {
        PointInTime leaky =
                new PointInTime(
                        directory,
                        new LinearLevels(),
                        () -> leak.planted(kind.fresh()),
                        Retrain.NEVER);

        TinyLog flipped = changed(HALF, LogLine::withClicked);

        assertThat(leaky.sameFirstLines(log, flipped, HALF + 1)).isFalse();
    }

    private interface Change {
        LogLine apply(LogLine line, Set<Integer> clicked);
    }

    private TinyLog changed(int from, Change change) {
        List<LogLine> lines = new ArrayList<>(log.test());
        UnaryOperator<LogLine> flip = line -> change.apply(line, flipped(line));
        for (int i = from; i < lines.size(); i++) {
            lines.set(i, flip.apply(lines.get(i)));
        }
        return log.withTest(lines);
    }

    private String lineOf(Kind kind, LogLine line, Stream<List<LogLine>> parts) {
        List<LogLine> test = parts.flatMap(List::stream).toList();
        return PointInTime.of(directory, kind, Retrain.NEVER)
                .predictions(log.withTest(test))
                .getOrDefault(line.id(), "none");
    }

    private static Set<Integer> flipped(LogLine line) {
        return Set.of(line.clicked().contains(0) ? 1 : 0);
    }

    private static Stream<Arguments> allWays() {
        return Arrays.stream(Kind.values())
                .flatMap(
                        kind ->
                                Arrays.stream(Retrain.values())
                                        .map(retrain -> Arguments.of(kind, retrain)));
    }

    private static Stream<Arguments> allLeaks() {
        return Arrays.stream(Kind.values())
                .flatMap(
                        kind -> Arrays.stream(Leak.values()).map(leak -> Arguments.of(kind, leak)));
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.evaluation.baseline.ListwiseLinear;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is learned from: ranked impressions whose outcome is known. Those of the test wait until
 * their clicks have counted. Impressions without a choice teach nothing of an order and are left
 * out, but for trainers that learn from all.
 */
final class Lessons {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lesson(LoggedImpression impression, List<float[]> rows, float[] baselineRows) {}

    private final List<Contender> contenders;
    private final List<ListwiseExamples> examples;
    private final List<ListwiseLinear.Choice> choices = new ArrayList<>();
    private final Deque<Lesson> waiting = new ArrayDeque<>();

    /**
     * @param widths columns of a row, by contender
     */
    Lessons(List<Contender> contenders, List<Integer> widths) {
        this.contenders = List.copyOf(contenders);
        this.examples = widths.stream().map(ListwiseExamples::new).toList();
    }

    /**
     * Adds an impression in time order; the arrays are kept.
     *
     * @param rows by contender
     */
    void add(LoggedImpression impression, List<float[]> rows, float[] baselineRows) {
        waiting.add(new Lesson(impression, rows, baselineRows));
    }

    /**
     * Learns from all whose clicks counted before this moment; how many with a choice there are by
     * now.
     */
    int closeUntil(Instant end) {
        while (!waiting.isEmpty()
                && waiting.peek().impression().clickSecond() < end.getEpochSecond()) {
            Lesson lesson = waiting.remove();
            boolean[] clicked = lesson.impression().clicked();
            boolean choice = lesson.impression().judged();
            for (int i = 0; i < examples.size(); i++) {
                if (choice || contenders.get(i).trainer().learnsFromAll()) {
                    examples.get(i).add(lesson.impression().time(), lesson.rows().get(i), clicked);
                }
            }
            if (choice) {
                choices.add(new ListwiseLinear.Choice(lesson.baselineRows(), clicked));
            }
        }
        return choices.size();
    }

    /** For the models of a contender, in time order. */
    ListwiseExamples examples(int contender) {
        return examples.get(contender);
    }

    /** For the linear baseline. */
    List<ListwiseLinear.Choice> choices() {
        return choices;
    }
}

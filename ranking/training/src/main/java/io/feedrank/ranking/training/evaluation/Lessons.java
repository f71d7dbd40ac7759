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
 * their clicks have counted. Impressions without a choice teach nothing and are left out.
 */
final class Lessons {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lesson(LoggedImpression impression, float[] rows, float[] baselineRows) {}

    private final ListwiseExamples examples;
    private final List<ListwiseLinear.Choice> choices = new ArrayList<>();
    private final Deque<Lesson> waiting = new ArrayDeque<>();

    Lessons(int width) {
        this.examples = new ListwiseExamples(width);
    }

    /** Adds an impression in time order; the arrays are kept. */
    void add(LoggedImpression impression, float[] rows, float[] baselineRows) {
        if (impression.judged()) {
            waiting.add(new Lesson(impression, rows, baselineRows));
        }
    }

    /** Learns from all whose clicks counted before this moment; how many there are by now. */
    int closeUntil(Instant end) {
        while (!waiting.isEmpty()
                && waiting.peek().impression().clickSecond() < end.getEpochSecond()) {
            Lesson lesson = waiting.remove();
            boolean[] clicked = lesson.impression().clicked();
            examples.add(lesson.impression().time(), lesson.rows(), clicked);
            choices.add(new ListwiseLinear.Choice(lesson.baselineRows(), clicked));
        }
        return choices.size();
    }

    /** For the models, in time order. */
    ListwiseExamples examples() {
        return examples;
    }

    /** For the linear baseline. */
    List<ListwiseLinear.Choice> choices() {
        return choices;
    }
}

package io.feedrank.ranking.training.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Markdown of a report. */
final class ReportPage {
    private final StringBuilder text = new StringBuilder("# Evaluation\n");

    /** What was measured, and on what. */
    void figures(EvaluationResult result) {
        EvaluationResult.Data data = result.data();
        say(
                "\nTrained %s, first on %,d impressions; judged on %,d impressions from %s to %s, %d without a click and %d with"
                        + " nothing but clicks left out. The state of the features is %s; inputs"
                        + " that tell of the other posts in view are %s. Seed %d.\n",
                data.trainings() == 1 ? "once" : data.trainings() + " times",
                data.learnedFrom(),
                result.impressions(),
                data.testFrom(),
                data.testTo(),
                data.withoutClick(),
                data.allClicked(),
                data.frozen() ? "that of the start of the test" : "live",
                data.listInputs() ? "in" : "left out",
                data.seed());
        say("\n| ranker | AUC | MRR | nDCG@5 | nDCG@10 |\n| --- | --- | --- | --- | --- |\n");
        Map<String, Figures> all = new LinkedHashMap<>(result.levels());
        result.served().forEach((level, figures) -> all.put(name(level), figures));
        all.putAll(result.baselines());
        EvaluationResult.Achievable achievable = result.achievable();
        if (achievable != null) {
            all.put(Rankers.TRUTH, achievable.truth());
        }
        all.forEach(
                (name, figures) -> {
                    say("| %s |", name);
                    for (Figure figure : Figure.values()) {
                        double[] ends =
                                figures.intervals().getOrDefault(figure.id(), new double[2]);
                        say(" %.4f (%.4f to %.4f) |", figure.in(figures), ends[0], ends[1]);
                    }
                    say("\n");
                });
        say("\nMeans over impressions, with 95%% intervals of a bootstrap over users.\n");
    }

    private static String name(String level) {
        return level.equals(Level.FULL.id()) ? Rankers.SERVED : Rankers.SERVED_FALLBACK;
    }

    /** A plot with a heading and what it shows. */
    void plot(String title, String file, String says) {
        say("\n## %s\n\n%s\n\n![%s](%s)\n", title, says, title, file);
    }

    /** A table of parts. */
    void parts(List<String> rankers, List<Breakdown.Part> parts) {
        say(
                "\n| | impressions | %s |\n| --- | --- |%s\n",
                String.join(" | ", rankers), " --- |".repeat(rankers.size()));
        for (Breakdown.Part part : parts) {
            say("| %s | %,d |", part.label(), part.count());
            rankers.forEach(
                    ranker -> say(" %.4f |", part.ndcg10().getOrDefault(ranker, Double.NaN)));
            say("\n");
        }
    }

    String text() {
        return text.toString();
    }

    private void say(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}

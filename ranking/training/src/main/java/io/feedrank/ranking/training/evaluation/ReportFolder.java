package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.Calibration;
import io.feedrank.ranking.training.evaluation.chart.BarChart;
import io.feedrank.ranking.training.evaluation.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes an evaluation as a page of Markdown with plots beside it. */
final class ReportFolder {
    private static final int FEATURES = 30;
    private static final List<String> SHOWN =
            List.of(Level.FULL.id(), Level.FALLBACK.id(), Level.TRENDING.id(), Rankers.LINEAR);

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes {@code report.md} and the plots that it shows. */
    void write(
            EvaluationResult result,
            List<Judged> judged,
            TrainedLevels levels,
            List<String> columns) {
        ReportPage page = new ReportPage();
        page.figures(result);
        LineChart losses = new LineChart("Training", "epoch", "loss");
        levels.losses().forEach(losses::line);
        if (!levels.losses().isEmpty()) {
            page.plot("Loss", "loss.svg", "Loss of the last training, epoch by epoch.");
            write("loss.svg", losses.svg());
        }
        page.plot(
                "Calibration",
                "calibration.svg",
                "The probability that a post is clicked, as the full model says and as it was."
                        + "");
        write("calibration.svg", calibration(judged));
        breakdown(
                page,
                "nDCG@10 by position",
                "position",
                "Position of the first clicked post in the list as it was logged.",
                new Breakdown(List.of(1, 2, 3, 4, 5, 6, 8, 11, 16, 31), SHOWN)
                        .of(judged, one -> 1 + one.impression().logged().row().clicked().get(0)));
        breakdown(
                page,
                "nDCG@10 by activity of the user",
                "activity",
                "Clicks and reads of the user that had counted before the impression.",
                new Breakdown(List.of(0, 1, 10, 30, 100, 300, 1_000), SHOWN)
                        .of(judged, Judged::activity));
        breakdown(
                page,
                "nDCG@10 by length of the list",
                "length",
                "Posts in view.",
                new Breakdown(List.of(1, 6, 8, 10, 15, 20, 30, 50), SHOWN)
                        .of(judged, one -> one.impression().postIds().size()));
        importance(page, result, judged, levels, columns);
        write("report.md", page.text());
    }

    private static String calibration(List<Judged> judged) {
        Calibration calibration = new Calibration();
        for (Judged one : judged) {
            float[] scores = one.scores().getOrDefault(Level.FULL.id(), new float[0]);
            calibration.add(scores, one.impression().clicked());
        }
        List<double[]> points = calibration.points();
        double end = points.isEmpty() ? 1 : points.get(points.size() - 1)[0];
        return new LineChart("Calibration", "predicted", "clicked")
                .line("full", points)
                .line("honest", List.of(new double[] {0, 0}, new double[] {end, end}))
                .svg();
    }

    private void breakdown(
            ReportPage page, String title, String name, String says, List<Breakdown.Part> parts) {
        BarChart chart = new BarChart(title, "nDCG@10", SHOWN);
        for (Breakdown.Part part : parts) {
            chart.group(
                    part.label(),
                    SHOWN.stream()
                            .mapToDouble(ranker -> part.ndcg10().getOrDefault(ranker, 0.0))
                            .toArray());
        }
        write(name + ".svg", chart.svg());
        page.plot(title, name + ".svg", says);
        page.parts(SHOWN, parts);
    }

    private void importance(
            ReportPage page,
            EvaluationResult result,
            List<Judged> judged,
            TrainedLevels levels,
            List<String> columns) {
        List<Judged> kept =
                judged.stream()
                        .filter(one -> one.rows().length > 0 && one.impression().judged())
                        .toList();
        if (kept.isEmpty()) {
            return;
        }
        List<Importance.Lost> lost = new Importance(columns, kept, result.data().seed()).of(levels);
        BarChart chart = new BarChart("Importance by permutation", "nDCG@10 lost", List.of("full"));
        lost.stream()
                .limit(FEATURES)
                .forEach(feature -> chart.group(feature.feature(), feature.ndcg10()));
        write("importance.svg", chart.svg());
        page.plot(
                "Importance",
                "importance.svg",
                "nDCG@10 that the full model loses when a feature, with its forms relative to the"
                        + " list, comes from another post; on "
                        + kept.size()
                        + " impressions. The "
                        + Math.min(FEATURES, lost.size())
                        + " most important of "
                        + lost.size()
                        + ".");
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.UNAVAILABLE,
                    "cannot write " + folder.resolve(name) + ": " + e,
                    e);
        }
    }
}

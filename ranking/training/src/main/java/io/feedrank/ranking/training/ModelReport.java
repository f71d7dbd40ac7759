package io.feedrank.ranking.training;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.training.evaluation.chart.BarChart;
import io.feedrank.ranking.training.evaluation.chart.LineChart;
import io.feedrank.ranking.training.listwise.ListwiseEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a model is like: a page of Markdown with plots, in the model's bundle. */
final class ModelReport {
    /** Where it lies in a bundle. */
    static final String FOLDER = "report";

    private static final int FEATURES = 30;

    private final Path folder;
    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> plots = new TreeMap<>();

    ModelReport(Path folder) {
        this.folder = folder;
    }

    /** All that was measured on what was held out. */
    void figures(ModelRef model, Map<String, Double> metrics) {
        page.append("# ").append(model).append("\n\n| figure | value |\n| --- | --- |\n");
        new TreeMap<>(metrics)
                .forEach(
                        (name, value) ->
                                page.append(
                                        String.format(
                                                Locale.ROOT, "| %s | %.4f |%n", name, value)));
        page.append(
                "\nMeans over the impressions held out, relative columns among as many candidates"
                        + " as were learned among; `in_view`: among the list in view alone.\n");
    }

    /** How the training went. */
    void epochs(List<ListwiseEpoch> epochs) {
        Map<String, List<double[]>> losses = new TreeMap<>();
        List<double[]> heldOut = new ArrayList<>();
        for (ListwiseEpoch epoch : epochs) {
            String run = epoch.run() == 0 ? "some held out" : "run " + epoch.run();
            losses.computeIfAbsent(run, fresh -> new ArrayList<>())
                    .add(new double[] {epoch.epoch(), epoch.loss()});
            if (epoch.heldOut().impressions() > 0) {
                heldOut.add(new double[] {epoch.epoch(), epoch.heldOut().ndcg10()});
            }
        }
        LineChart loss = new LineChart("Training", "epoch", "loss");
        losses.forEach(loss::line);
        plot("Loss", "loss.svg", loss.svg());
        if (!heldOut.isEmpty()) {
            plot(
                    "nDCG@10 of what the first run held out",
                    "held-out.svg",
                    new LineChart("Held out", "epoch", "nDCG@10").line("first run", heldOut).svg());
        }
    }

    /** The probability of a click, as the model says and as it was. */
    void calibration(Calibration calibration) {
        List<double[]> points = calibration.points();
        double end = points.isEmpty() ? 1 : points.get(points.size() - 1)[0];
        plot(
                "Calibration",
                "calibration.svg",
                new LineChart("Calibration", "predicted", "clicked")
                        .line("model", points)
                        .line("honest", List.of(new double[] {0, 0}, new double[] {end, end}))
                        .svg());
    }

    /** The nDCG@10 lost when a feature comes from another post. */
    void importance(Map<String, Double> lost) {
        BarChart chart =
                new BarChart("Importance by permutation", "nDCG@10 lost", List.of("model"));
        lost.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(FEATURES)
                .forEach(feature -> chart.group(feature.getKey(), feature.getValue()));
        plot("Importance", "importance.svg", chart.svg());
    }

    /** Writes {@code report.md} and the plots that it shows. */
    void write() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.md"), page);
            for (Map.Entry<String, String> plot : plots.entrySet()) {
                Files.writeString(folder.resolve(plot.getKey()), plot.getValue());
            }
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.UNAVAILABLE,
                    "cannot write the report to " + folder + ": " + e,
                    e);
        }
    }

    private void plot(String title, String file, String svg) {
        page.append(String.format(Locale.ROOT, "%n## %1$s%n%n![%1$s](%2$s)%n", title, file));
        plots.put(file, svg);
    }
}

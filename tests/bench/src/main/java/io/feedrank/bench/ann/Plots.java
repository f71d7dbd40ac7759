package io.feedrank.bench.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** The day of churn as a picture. */
final class Plots {
    private Plots() {}

    static void churn(List<ChurnBench.Hour> hours, Path folder) throws IOException {
        Files.createDirectories(folder);
        XYChart chart =
                new XYChartBuilder()
                        .width(900)
                        .height(420)
                        .title("A day in which a fifth of the vectors come and go")
                        .xAxisTitle("hour")
                        .build();
        double[] hour = hours.stream().mapToDouble(ChurnBench.Hour::hour).toArray();
        chart.addSeries(
                "recall", hour, hours.stream().mapToDouble(ChurnBench.Hour::recall).toArray());
        chart.addSeries(
                        "CPU ms a query",
                        hour,
                        hours.stream().mapToDouble(ChurnBench.Hour::cpuMillis).toArray())
                .setYAxisGroup(1);
        chart.setYAxisGroupTitle(0, "recall");
        chart.setYAxisGroupTitle(1, "ms");
        chart.getStyler().setYAxisMin(0, 0.9).setYAxisMax(0, 1.0).setYAxisMin(1, 0.0);
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        BitmapEncoder.saveBitmap(
                chart, folder.resolve("ann-churn.png").toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}

package io.feedrank.jobs.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What both jobs and the online store hold at the end of each day, as a picture. */
final class MemoryPlot {
    private static final double MEGABYTE = 1 << 20;

    private MemoryPlot() {}

    /**
     * Draws it.
     *
     * @param steady the day from which on nothing is to grow
     */
    static void draw(List<MemoryRun.Day> days, int steady, Path file) throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(900)
                        .height(420)
                        .title(
                                "People and posts come and go; all of day 0 is forgotten by day "
                                        + steady)
                        .xAxisTitle("simulated day")
                        .yAxisTitle("MB")
                        .build();
        double[] x = days.stream().mapToDouble(MemoryRun.Day::day).toArray();
        add(chart, "state of the online job", x, days, MemoryRun.Day::online);
        add(chart, "state of the offline job", x, days, MemoryRun.Day::offline);
        add(chart, "Redis", x, days, MemoryRun.Day::redis);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static void add(
            XYChart chart,
            String name,
            double[] x,
            List<MemoryRun.Day> days,
            ToLongFunction<MemoryRun.Day> bytes) {
        double[] y = days.stream().mapToDouble(day -> bytes.applyAsLong(day) / MEGABYTE).toArray();
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }
}

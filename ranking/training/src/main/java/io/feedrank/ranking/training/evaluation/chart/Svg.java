package io.feedrank.ranking.training.evaluation.chart;

import java.util.List;
import java.util.Locale;

/** Writes the elements of one SVG image. */
final class Svg {
    /** Told apart by people who see few colours as well (Okabe and Ito 2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\""
                                        + " height=\"%d\" viewBox=\"0 0 %d %d\""
                                        + " font-family=\"sans-serif\" font-size=\"12\">",
                                width,
                                height,
                                width,
                                height))
                .append('\n');
        text.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(width / 2.0, 20, "middle", title);
    }

    static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        element(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                x1, y1, x2, y2, colour);
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        element(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, colour);
    }

    void dot(double x, double y, String colour) {
        element("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
    }

    /**
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    void text(double x, double y, String anchor, String words) {
        element(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    String end() {
        return text + "</svg>\n";
    }

    private void element(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

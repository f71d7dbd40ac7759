package io.feedrank.ranking.training.evaluation.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {
    @Test
    void axes_end_at_round_values_around_all_of_theirs() {
        Axis axis = Axis.over(0.513, 0.697);

        assertThat(axis.marks().stream().map(axis::label))
                .containsExactly("0.50", "0.55", "0.60", "0.65", "0.70");
        assertThat(axis.share(0.5)).isZero();
        assertThat(axis.share(0.7)).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_bar_is_as_long_as_its_value() throws Exception {
        String svg =
                new BarChart("Bars", "value", List.of("one", "two")).group("a < b", 1, 0.5).svg();
        Document image = parse(svg);

        assertThat(svg).contains("a &lt; b");
        double whole = width(image, 1);
        assertThat(whole).isGreaterThan(100);
        assertThat(width(image, 2)).isEqualTo(whole / 2);
    }

    @Test
    void a_chart_of_nothing_or_of_a_single_value_is_an_image_too() {
        assertThatCode(() -> parse(new LineChart("t", "x", "y").svg())).doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                parse(
                                        new LineChart("t", "x", "y")
                                                .line("flat", List.of(new double[] {1, 0}))
                                                .svg()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_group_has_a_value_for_each_series() {
        assertThatThrownBy(() -> new BarChart("t", "x", List.of("one")).group("a", 1, 2))
                .hasMessageContaining("got 2 values, expected one for each of [one]");
    }

    private static double width(Document image, int rectangle) {
        return Double.parseDouble(
                image.getElementsByTagName("rect")
                        .item(rectangle)
                        .getAttributes()
                        .getNamedItem("width")
                        .getNodeValue());
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}

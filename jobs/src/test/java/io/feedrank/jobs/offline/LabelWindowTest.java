package io.feedrank.jobs.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelWindowTest {
    @Test
    void an_action_is_a_label_within_the_window_that_is_configured() {
        Duration tenMinutes = window(Map.of("jobs.label-window-ms", "600000"));
        assertThat(tenMinutes).isEqualTo(Duration.ofMinutes(10));
        assertThat(clickedAfter(tenMinutes.minusMillis(1), tenMinutes)).isTrue();
        assertThat(clickedAfter(tenMinutes, tenMinutes)).isFalse();

        Duration standard = window(Map.of());
        assertThat(standard).isEqualTo(Duration.ofMinutes(30));
        assertThat(clickedAfter(tenMinutes, standard)).isTrue();
    }

    private static Duration window(Map<String, String> settings) {
        return JobConfig.from(Settings.of(settings)).eventTime().labelWindow();
    }

    private static boolean clickedAfter(Duration later, Duration window) {
        List<TrainingExample> examples = new ArrayList<>();
        examples.add(
                new TrainingExample(
                        Touches.touch("i", "u", EventType.IMPRESSION, "p", Touches.NOON),
                        new float[0],
                        TrainingExample.Labels.NONE,
                        0));
        return OpenExamples.label(
                examples,
                Touches.touch("c", "u", EventType.CLICK, "p", Touches.NOON.plus(later)),
                window);
    }
}

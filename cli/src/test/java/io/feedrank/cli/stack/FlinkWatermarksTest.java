package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlinkWatermarksTest {
    @Test
    void the_slowest_subtask_counts_and_one_without_a_watermark_has_none() throws Exception {
        JsonNode both = watermarks("1700000000000", "1600000000000");
        assertThat(FlinkWatermarks.lowest(both, 2)).contains(Instant.ofEpochMilli(1600000000000L));
        assertThat(FlinkWatermarks.lowest(both, 3)).as("one has not told yet").isEmpty();
        assertThat(FlinkWatermarks.lowest(watermarks("1700000000000", "-9223372036854775808"), 2))
                .isEmpty();
    }

    private static JsonNode watermarks(String first, String second) throws Exception {
        return new ObjectMapper()
                .readTree(
                        "[{'id':'0.currentInputWatermark','value':'%s'},"
                                        .formatted(first)
                                        .replace('\'', '"')
                                + "{'id':'1.currentInputWatermark','value':'%s'}]"
                                        .formatted(second)
                                        .replace('\'', '"'));
    }
}

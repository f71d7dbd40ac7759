package io.feedrank.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatasetLoaderTest {
    @Test
    void a_line_escapes_what_the_copy_format_reserves() {
        assertThat(
                        DatasetLoader.line(
                                "a\tb", "back\\slash", "two\nlines\r", null, "", Instant.EPOCH))
                .isEqualTo("a\\tb\tback\\\\slash\ttwo\\nlines\\r\t\\N\t\t1970-01-01T00:00:00Z\n");
    }

    @Test
    void a_character_that_postgres_does_not_store_is_replaced() {
        assertThat(DatasetLoader.line("a\0b")).isEqualTo("a\uFFFDb\n");
    }
}

package io.feedrank.ranking.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void a_cursor_comes_back_as_it_went_and_fits_into_a_url() {
        Cursor cursor = new Cursor("a:b/æ?.cached", 50);

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:0:r", "1:-1:r", "1:200:r", "1:x:r", "2:5:r", "1:5:", "1:5", ""})
    void a_made_up_cursor_is_refused(String text) {
        String encoded =
                Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Cursor.decode(encoded))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("next_cursor");
        assertThatThrownBy(() -> Cursor.decode("%%%")).isInstanceOf(FeedrankException.class);
    }
}

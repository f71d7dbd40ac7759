package io.feedrank.cdc.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.cdc.convert.LogSequence.Position;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogSequenceTest {
    private final LogSequence sequence = new LogSequence();

    @Test
    void a_streamed_row_has_the_last_commit_and_its_own_position() {
        assertThat(sequence.of(source("[\"100\",\"90\"]"))).isEqualTo(new Position(100, 90));
    }

    @Test
    void what_is_streamed_before_the_first_commit_is_newer_than_the_snapshot() {
        assertThat(sequence.of(source("[null,\"500\"]"))).isEqualTo(new Position(500, 500));
        assertThat(sequence.of(source("[null,\"510\"]"))).isEqualTo(new Position(510, 510));
        assertThat(sequence.of(source("[\"520\",\"505\"]"))).isEqualTo(new Position(520, 505));
    }

    @Test
    void a_second_snapshot_is_newer_than_all_that_was_streamed() {
        sequence.of(source("[\"520\",\"530\"]"));

        assertThat(sequence.of(source("[null,\"600\"]"))).isEqualTo(new Position(600, 600));
    }

    @Test
    void another_shape_is_rejected() {
        assertThatThrownBy(() -> sequence.of(source(null))).hasMessageContaining("missing");
        assertThatThrownBy(() -> sequence.of(source("[\"1\"]")))
                .hasMessageContaining("expected [commit LSN, LSN]");
        assertThatThrownBy(() -> sequence.of(source("[\"1\",\"x\"]")))
                .hasMessageContaining("whole numbers");
    }

    private static Struct source(@Nullable String text) {
        Struct envelope = (Struct) Envelopes.envelope("posts", "c", null, null, text).value();
        return envelope.getStruct("source");
    }
}

package io.feedrank.feature.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.AuditedRow;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * {@code feature-updates} outlives a release: what was written is read for as long as it stands.
 */
class FeatureUpdateWireTest {
    /** Of a user: entity, id, generation, sequence, run, time, and what was seen. */
    private static final String TOUCHED =
            "0a0475736572 12027531 1801 2005 280a 3014"
                    + "3a2a 0a026531 1205434c49434b 181e 22027531 2a027031 320573706f7274 3a026131"
                    + "4028 4803 52040000003f";

    /** Of a post: its row and a base of nothing. */
    private static final String CHANGED =
            "0a04706f7374 12027031 1801 208002 280a 3014"
                    + "420d 0a026131 120573706f7274 1864 4a03 120100";

    @Test
    void bytes_of_the_first_schema_still_decode_and_are_still_written() throws Exception {
        FeatureUpdate touched =
                update("user", "u1", 5)
                        .setEvent(
                                FeatureUpdates.event(
                                        "e1",
                                        new Observation(
                                                Signal.CLICK,
                                                Instant.ofEpochMilli(30),
                                                new Observation.Subject("u1", "p1", "sport", "a1"),
                                                3,
                                                40,
                                                new float[] {0.5f})))
                        .build();
        FeatureUpdate changed =
                update("post", "p1", 256)
                        .setRow(
                                AuditedRow.newBuilder()
                                        .setAuthorId("a1")
                                        .setTopic("sport")
                                        .setCreatedAtMs(100))
                        .setBase(FeatureUpdates.base(new DeclaredStates()))
                        .build();
        assertThat(FeatureUpdate.parseFrom(bytes(TOUCHED))).isEqualTo(touched);
        assertThat(touched.toByteString()).isEqualTo(ByteString.copyFrom(bytes(TOUCHED)));
        assertThat(FeatureUpdate.parseFrom(bytes(CHANGED))).isEqualTo(changed);
        assertThat(changed.toByteString()).isEqualTo(ByteString.copyFrom(bytes(CHANGED)));
    }

    private static FeatureUpdate.Builder update(String entity, String id, long sequence) {
        return FeatureUpdate.newBuilder()
                .setEntity(entity)
                .setEntityId(id)
                .setGeneration(1)
                .setSequence(sequence)
                .setRun(10)
                .setAppliedAtMs(20);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}

package io.feedrank.feature.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventJson;
import io.feedrank.proto.v1.ErasureReceipt;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.SuppressedUser;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What erasure writes is read by later versions, and its fields are added to what was there. */
class ErasureWireTest {
    /** A request of before erasure: id, user, limit. */
    private static final String REQUEST = "0a027231 12027531 1832";

    @Test
    void a_request_to_erase_is_an_old_request_with_one_more_field() throws Exception {
        FeedRequest before =
                FeedRequest.newBuilder().setRequestId("r1").setUserId("u1").setLimit(50).build();
        assertThat(FeedRequest.parseFrom(bytes(REQUEST))).isEqualTo(before);
        assertThat(before.toBuilder().setErase(true).build().toByteString())
                .isEqualTo(ByteString.copyFrom(bytes(REQUEST + "5801")));
    }

    @Test
    void an_erasure_on_feed_events_has_no_post_and_no_json_form() {
        byte[] golden = bytes("0a027831 12027531 180a 2880e48acfdf31");
        Event erasure = Event.erasure("x1", "u1", Instant.parse("2024-03-01T12:00:00Z"));

        assertThat(EventCodec.encode(erasure)).isEqualTo(golden);
        assertThat(EventCodec.decode(golden, null)).isEqualTo(erasure);
        assertThatThrownBy(() -> EventJson.parse(EventJson.write(erasure)))
                .as("people do not send it")
                .hasMessageContaining("got 'erase', expected impression");
    }

    @Test
    void suppressions_and_receipts_decode_for_ever() throws Exception {
        assertThat(SuppressedUser.parseFrom(bytes("0864")))
                .isEqualTo(SuppressedUser.newBuilder().setSuppressedAtMs(100).build());
        assertThat(ErasureReceipt.parseFrom(bytes("0a027831 12016a 1a016f 2001")))
                .isEqualTo(
                        ErasureReceipt.newBuilder()
                                .setUserHash("x1")
                                .setJob("j")
                                .setOperator("o")
                                .setHadState(true)
                                .build());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}

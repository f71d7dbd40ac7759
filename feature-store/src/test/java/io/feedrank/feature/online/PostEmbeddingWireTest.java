package io.feedrank.feature.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.feedrank.proto.v1.PostEmbedding;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** {@code post-embeddings} is compacted: what was once written is read for ever. */
class PostEmbeddingWireTest {
    /** A record of the first schema: id, space, two components, time. */
    private static final String FIRST = "0a0270311209726561646572 2d7631 1a080000003f0000003f 2064";

    /** The same with what later fields say: language, topic, author, creation, expiry. */
    private static final String WITH_ATTRIBUTES =
            FIRST + "2a026461 320573706f7274 3a026131 40c801 48ac02";

    private static final PostEmbedding WITHOUT =
            PostEmbedding.newBuilder()
                    .setPostId("p1")
                    .setSpace("reader-v1")
                    .addVector(0.5f)
                    .addVector(0.5f)
                    .setUpdatedAtMs(100)
                    .build();

    @Test
    void bytes_of_the_first_schema_still_decode_and_are_still_written() throws Exception {
        assertThat(PostEmbedding.parseFrom(bytes(FIRST))).isEqualTo(WITHOUT);
        assertThat(WITHOUT.toByteString()).isEqualTo(ByteString.copyFrom(bytes(FIRST)));
    }

    @Test
    void attributes_come_after_what_was_there_and_an_old_reader_skips_them() throws Exception {
        PostEmbedding full =
                WITHOUT.toBuilder()
                        .setLanguage("da")
                        .setTopic("sport")
                        .setAuthorId("a1")
                        .setCreatedAtMs(200)
                        .setExpiresAtMs(300)
                        .build();
        assertThat(full.toByteString()).isEqualTo(ByteString.copyFrom(bytes(WITH_ATTRIBUTES)));
        assertThat(PostEmbedding.parseFrom(bytes(WITH_ATTRIBUTES))).isEqualTo(full);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}

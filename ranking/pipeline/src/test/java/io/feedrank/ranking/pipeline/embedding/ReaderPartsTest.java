package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReaderPartsTest {
    private static final String SPACE = "reader-v1";
    private static final float[] PUBLISHED = {0.6f, 0.8f};
    private static final float[] READERS = {1, 0};

    private final ReaderParts parts = new ReaderParts();

    @Test
    void a_vector_of_readers_alone_is_what_was_published() {
        take("p", embedding("", READERS));

        assertThat(of("p")).containsEntry("p", PUBLISHED);
        assertThat(parts.size()).isZero();
    }

    @Test
    void where_the_text_has_a_part_features_see_the_readers_part() {
        take("p", embedding("7", READERS));

        assertThat(of("p").get("p")).containsExactly(READERS);
    }

    @Test
    void a_post_that_nobody_read_has_no_vector_for_features() {
        take("p", embedding("7", null));

        assertThat(of("p")).isEmpty();
    }

    @Test
    void the_last_record_of_a_post_counts() {
        take("p", embedding("7", null));
        take("p", embedding("", READERS));
        assertThat(of("p")).containsEntry("p", PUBLISHED);

        take("p", embedding("7", null));
        take("p", null);
        assertThat(parts.size()).isZero();
    }

    @Test
    void a_part_of_another_space_is_left_where_posts_are_still_of_the_one_before() {
        take("p", embedding("7", READERS));

        assertThat(parts.of("before", Map.of("p", PUBLISHED))).containsEntry("p", PUBLISHED);
    }

    @Test
    void a_post_that_expired_is_forgotten() {
        long noon = 1_000_000;
        take("p", expiring(noon));
        take("q", embedding("7", READERS));

        parts.sweep(Instant.ofEpochMilli(noon - 1));
        assertThat(parts.size()).isEqualTo(2);
        parts.sweep(Instant.ofEpochMilli(noon));
        assertThat(parts.size()).isOne();
        assertThat(of("q").get("q")).containsExactly(READERS);
    }

    @Test
    void what_cannot_be_read_says_nothing() {
        take("p", embedding("7", READERS));
        assertThat(of("p")).doesNotContainEntry("p", PUBLISHED);
        parts.take("p".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9, 9});
        parts.take(null, null);

        assertThat(of("p")).containsEntry("p", PUBLISHED);
    }

    private Map<String, float[]> of(String postId) {
        return parts.of(SPACE, Map.of(postId, PUBLISHED));
    }

    private void take(String postId, byte @Nullable [] value) {
        parts.take(postId.getBytes(StandardCharsets.UTF_8), value);
    }

    private static byte[] expiring(long atMs) {
        return PostEmbedding.newBuilder()
                .setSpace(SPACE)
                .setTextTower("7")
                .setExpiresAtMs(atMs)
                .build()
                .toByteArray();
    }

    private static byte[] embedding(String tower, float @Nullable [] readers) {
        PostEmbedding.Builder embedding =
                PostEmbedding.newBuilder().setSpace(SPACE).setTextTower(tower);
        if (!tower.isEmpty() && readers != null) {
            for (float component : readers) {
                embedding.addReaderVector(component);
            }
        }
        return embedding.build().toByteArray();
    }
}

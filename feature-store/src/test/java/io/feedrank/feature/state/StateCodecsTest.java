package io.feedrank.feature.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateCodecsTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    @Test
    void a_user_read_back_gives_bit_equal_features() {
        UserFeatures user = UserFeatures.empty();
        for (int i = 0; i < 600; i++) {
            Signal signal = i % 7 == 0 ? Signal.CLICK : Signal.IMPRESSION;
            user.add(
                    signal,
                    NOON.minusSeconds(i * 300L),
                    "p" + i,
                    "t" + i % 70,
                    VectorSpace.ofReader("r" + i));
        }
        UserFeatures read = UserFeatures.CODEC.fromBytes(UserFeatures.CODEC.toBytes(user), 0);

        assertThat(row(read)).isEqualTo(row(user));
        assertThat(read.posts().count("p599", Signal.IMPRESSION)).isEqualTo(1);
        assertThat(read.posts().count("p0", Signal.CLICK))
                .as("the longest ago is forgotten")
                .isZero();
    }

    @Test
    void a_post_row_keeps_every_field() {
        Post post = new Post("p", "a", 5, "Title", "en", "sport", Post.PUBLISHED, 9);
        assertThat(PostMeta.CODEC.fromBytes(PostMeta.CODEC.toBytes(post), 0)).isEqualTo(post);
    }

    @Test
    void a_list_keeps_the_highest_and_forgets_what_is_removed() {
        RankedPosts list = new RankedPosts(3);
        for (int i = 0; i < 50; i++) {
            list.put("p" + i, i);
        }
        assertThat(list.remove("p49")).isTrue();
        assertThat(list.remove("p49")).isFalse();
        RankedPosts read = RankedPosts.CODEC.fromBytes(RankedPosts.CODEC.toBytes(list), 0);
        assertThat(read.top())
                .extracting(RankedPosts.Entry::postId)
                .containsExactly("p48", "p47", "p46");
    }

    @Test
    void vectors_of_readers_are_fixed_and_nearly_orthogonal() {
        assertThat(VectorSpace.ofReader("u1")).isEqualTo(VectorSpace.ofReader("u1"));
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            float dot =
                    VectorSpace.dot(VectorSpace.ofReader("u" + i), VectorSpace.ofReader("v" + i));
            sum += dot * dot;
        }
        assertThat(sum / 500)
                .as("mean square of random signs is 1/64")
                .isBetween(0.5 / 64, 2.0 / 64);
    }

    private static float[] row(UserFeatures user) {
        FeatureCatalog catalog = FeatureCatalog.standard();
        float[] row = new float[catalog.width()];
        DecayWeights weights = new DecayWeights(NOON);
        catalog.computePost(
                new PostFeatures(PostStats.empty(), NOON.toEpochMilli()), weights, row, 0);
        catalog.computeUser(user, weights, row, 0);
        catalog.computePair(
                user, new PostIdentity("p7", "t7", VectorSpace.ofReader("r7")), weights, row, 0);
        return row;
    }
}

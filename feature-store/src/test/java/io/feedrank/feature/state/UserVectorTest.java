package io.feedrank.feature.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.HalfLife;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserVectorTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    @Test
    void a_vector_keeps_the_space_that_it_was_stamped_with() {
        UserVector stamped = new UserVector("reader-v2", read());
        UserVector again = UserVector.CODEC.fromBytes(UserVector.CODEC.toBytes(stamped), 0);
        assertThat(again.space()).isEqualTo("reader-v2");
        assertThat(again.vector().unit()).isEqualTo(stamped.vector().unit());
    }

    @Test
    void a_value_of_before_the_stamp_is_of_the_first_space() {
        byte[] unstamped = VectorSpace.CODEC.toBytes(read());
        UserVector old = UserVector.CODEC.fromBytes(unstamped, 0);
        assertThat(old.space()).isEqualTo("reader-v1");
        assertThat(old.vector().unit()).isEqualTo(read().unit());
    }

    @Test
    void a_reader_of_before_the_stamp_still_reads_the_vector() {
        byte[] stamped = UserVector.CODEC.toBytes(new UserVector("reader-v2", read()));
        assertThat(VectorSpace.CODEC.fromBytes(stamped, 0).unit()).isEqualTo(read().unit());
    }

    @Test
    void a_trending_score_stands_for_half_the_clicks_a_half_life_later() {
        double score = TrendingScore.of(8, NOON);
        Duration halfLife = HalfLife.SIX_HOURS.duration();
        assertThat(TrendingScore.clicksAt(score, NOON)).isCloseTo(8, within());
        assertThat(TrendingScore.clicksAt(score, NOON.plus(halfLife))).isCloseTo(4, within());
        assertThat(TrendingScore.of(5, NOON.plus(halfLife))).isGreaterThan(score);
    }

    @Test
    void the_posts_clicked_last_come_first() {
        UserPosts posts = new UserPosts();
        posts.add("a", Signal.CLICK);
        posts.add("b", Signal.IMPRESSION);
        posts.add("c", Signal.CLICK);
        posts.add("d", Signal.CLICK);
        posts.add("a", Signal.IMPRESSION);
        assertThat(posts.latest(Signal.CLICK, 9)).containsExactly("a", "d", "c");
        assertThat(posts.latest(Signal.CLICK, 2)).isEqualTo(List.of("a", "d"));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-6);
    }

    private static DecayedVector read() {
        DecayedVector vector = VectorSpace.empty();
        vector.add(VectorSpace.ofReader("anna"), NOON, VectorSpace.USER_HALF_LIFE);
        return vector;
    }
}

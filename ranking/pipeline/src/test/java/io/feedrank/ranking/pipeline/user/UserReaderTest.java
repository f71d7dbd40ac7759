package io.feedrank.ranking.pipeline.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UserReaderTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final Newsroom newsroom = new Newsroom(store, new ExactVectorIndex(64));
    private final AtomicLong nanos = new AtomicLong();
    private final UserReader reader = new UserReader(store, nanos::get);

    @Test
    void a_user_of_whom_nothing_is_known_has_defaults() {
        UserContext user = reader.read("nobody", true);
        assertThat(user.features().vector().unit()).isNull();
        assertThat(user.follows()).isEmpty();
        assertThat(user.blocks()).isEmpty();
        assertThat(user.lists().trending()).isEmpty();
        assertThat(user.provenance().versions()).isEmpty();
        assertThat(user.provenance().unreadable()).isEmpty();
    }

    @Test
    void shared_lists_are_read_again_after_a_second_at_most() {
        newsroom.trending("p1");
        assertThat(reader.read("u1", true).lists().trending()).hasSize(1);
        newsroom.trending("p1", "p2");
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(reader.read("u1", true).lists().trending()).hasSize(1);
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        assertThat(reader.read("u1", true).lists().trending()).hasSize(2);
    }

    @Test
    void versions_of_all_that_was_read_are_kept() {
        newsroom.addUser("u1", "sport", "anna");
        newsroom.follows("u1", "a1", "a2");
        UserContext user = reader.read("u1", false);
        assertThat(user.follows()).containsExactly("a1", "a2");
        assertThat(user.provenance().versions())
                .containsOnlyKeys(
                        "user_activity:v1",
                        "user_topics:v1",
                        "user_posts:v1",
                        "user_vector:v1",
                        "user_follows:v1");
    }

    @Test
    void a_shared_list_that_cannot_be_read_is_empty_and_named() {
        newsroom.spoil(FeatureGroup.TRENDING, "all");
        UserContext user = reader.read("u1", true);
        assertThat(user.lists().trending()).isEmpty();
        assertThat(user.provenance().unreadable()).containsExactly("trending:v1");
    }
}

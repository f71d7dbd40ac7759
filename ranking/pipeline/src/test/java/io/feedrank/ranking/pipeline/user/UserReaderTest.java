package io.feedrank.ranking.pipeline.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import org.junit.jupiter.api.Test;

final class UserReaderTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final Newsroom newsroom = new Newsroom(store, Newsroom.index());
    private final UserReader reader = new UserReader(store);

    @Test
    void a_user_of_whom_nothing_is_known_has_defaults() {
        UserContext user = reader.read("nobody");
        assertThat(user.features().vector().unit()).isNull();
        assertThat(user.follows()).isEmpty();
        assertThat(user.blocks()).isEmpty();
        assertThat(user.vectorSpace()).isEqualTo("reader-v1");
        assertThat(user.provenance().language()).isEmpty();
        assertThat(user.provenance().versions()).isEmpty();
        assertThat(user.provenance().unreadable()).isEmpty();
    }

    @Test
    void a_user_has_the_language_of_its_row_and_a_vector_in_the_space_that_it_was_stamped_with() {
        newsroom.speaks("u1", "da");
        newsroom.moves("u1", "reader-v2");
        UserContext user = reader.read("u1");
        assertThat(user.provenance().language()).isEqualTo("da");
        assertThat(user.vectorSpace()).isEqualTo("reader-v2");
        assertThat(user.features().vector().unit()).hasSize(64);
        assertThat(user.withoutVector().features().vector().unit()).isNull();
    }

    @Test
    void versions_of_all_that_was_read_are_kept() {
        newsroom.addUser("u1", "sport", "anna");
        newsroom.follows("u1", "a1", "a2");
        UserContext user = reader.read("u1");
        assertThat(user.follows()).containsExactly("a1", "a2");
        assertThat(user.provenance().versions())
                .containsOnlyKeys(
                        "user_activity:v1",
                        "user_topics:v1",
                        "user_posts:v1",
                        "user_vector:v1",
                        "user_follows:v1");
    }
}

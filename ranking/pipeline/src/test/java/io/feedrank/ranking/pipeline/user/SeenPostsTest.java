package io.feedrank.ranking.pipeline.user;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.proto.v1.UserSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeenPostsTest {
    private static final UserSession NONE = UserSession.getDefaultInstance();

    @Test
    void what_was_served_counts_as_seen_for_half_an_hour() {
        UserSession session = SeenPosts.after(NONE, List.of("p1"), NOON);
        assertThat(SeenPosts.recent(session, NOON.plus(Duration.ofMinutes(29))))
                .containsOnlyKeys("p1");
        assertThat(SeenPosts.recent(session, NOON.plus(Duration.ofMinutes(31)))).isEmpty();
    }

    @Test
    void the_same_feed_served_again_changes_nothing() {
        UserSession once = SeenPosts.after(NONE, List.of("p1", "p2"), NOON);
        assertThat(SeenPosts.after(once, List.of("p1", "p2"), NOON)).isEqualTo(once);
    }

    @Test
    void the_oldest_go_first_when_there_are_too_many() {
        UserSession session = NONE;
        for (int page = 0; page < 40; page++) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ids.add("page" + page + "-" + i);
            }
            session = SeenPosts.after(session, ids, NOON.plusSeconds(page));
        }
        assertThat(session.getSeenCount()).isEqualTo(SeenPosts.MOST);
        assertThat(session.getSeen(0).getPostId()).isEqualTo("page39-0");
        assertThat(SeenPosts.recent(session, NOON)).doesNotContainKey("page0-0");
    }

    @Test
    void a_session_stays_below_sixteen_kilobytes_with_the_longest_ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(String.format("%0200d", i));
        }
        UserSession session = SeenPosts.after(NONE, ids, NOON);
        assertThat(session.getSerializedSize()).isLessThanOrEqualTo(SeenPosts.MOST_BYTES);
        assertThat(session.getSeen(0).getPostId()).isEqualTo(ids.get(0));
    }
}

package io.feedrank.feature.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UserContactsTest {
    private static final long NOON = 1_684_411_200L;

    @Test
    void what_was_shown_clicked_and_read_is_told_of_that_post_alone() {
        UserContacts contacts = new UserContacts(10);
        contacts.shown("a", NOON, 0);
        contacts.shown("a", NOON + 60, 1);
        contacts.clicked("a", NOON + 120);
        contacts.read("b", NOON + 120);

        Columns ofA = columns(contacts, "a", NOON + 180, 1);
        assertThat(ofA.get("shown_to_user")).isCloseTo(Math.log(3), within(1e-12));
        assertThat(ofA.get("shown_in_session")).isCloseTo(Math.log(2), within(1e-12));
        assertThat(ofA.get("since_shown_to_user")).isCloseTo(Math.log(3), within(1e-12));
        assertThat(ofA.get("clicked_by_user")).isCloseTo(Math.log(2), within(1e-12));
        assertThat(ofA.get("read_by_user")).isZero();
        assertThat(columns(contacts, "b", NOON + 180, 1).get("read_by_user")).isPositive();
        assertThat(columns(contacts, "c", NOON + 180, 1).get("shown_to_user")).isZero();
    }

    @Test
    void the_post_met_longest_ago_goes_first() {
        UserContacts contacts = new UserContacts(2);
        contacts.shown("a", NOON, 0);
        contacts.shown("b", NOON, 0);
        contacts.clicked("a", NOON);
        contacts.shown("c", NOON, 0);

        assertThat(columns(contacts, "a", NOON, 0).get("clicked_by_user")).isPositive();
        assertThat(columns(contacts, "b", NOON, 0).get("shown_to_user")).isZero();
        assertThat(columns(contacts, "c", NOON, 0).get("shown_to_user")).isPositive();
    }

    @Test
    void what_is_written_is_read() {
        UserContacts contacts = new UserContacts(UserContacts.MOST);
        contacts.shown("a", NOON, 3);
        contacts.visited("b", NOON + 5);

        UserContacts read = UserContacts.CODEC.copy(contacts);

        for (String post : new String[] {"a", "b"}) {
            assertThat(columns(read, post, NOON + 10, 3).all())
                    .containsExactly(columns(contacts, post, NOON + 10, 3).all());
        }
    }

    private static Columns columns(UserContacts contacts, String post, long now, int session) {
        return Columns.of(UserContacts.COLUMNS, out -> contacts.fill(post, now, session, out));
    }
}

package io.feedrank.feature.impression;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user has already been shown, clicked and read, of each of the posts met last. Mutable, not
 * thread-safe.
 */
public final class UserContacts {
    /** Names of the columns, in the order of {@link #fill}. */
    public static final List<String> COLUMNS =
            List.of(
                    "shown_to_user",
                    "shown_in_session",
                    "since_shown_to_user",
                    "clicked_by_user",
                    "read_by_user",
                    "since_taken_by_user");

    /** Most posts that serving keeps; the one met longest ago goes first. */
    public static final int MOST = 400;

    public static final Codec<UserContacts> CODEC = new UserContactsCodec();

    private static final class Contact {
        int shown;
        int clicked;
        int read;
        int session = -1;
        int shownInSession;
        long lastShown = Recency.NEVER;
        long lastTaken = Recency.NEVER;
    }

    private static final Contact NONE = new Contact();

    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private final int most;

    /**
     * @param most posts kept
     */
    public UserContacts(int most) {
        this.most = most;
    }

    /**
     * A post was in view.
     *
     * @param session number of the user's session, counted up
     */
    public void shown(String post, long second, int session) {
        Contact contact = contact(post);
        boolean again = contact.session == session;
        contact.shown++;
        contact.shownInSession = again ? contact.shownInSession + 1 : 1;
        contact.session = session;
        contact.lastShown = Math.max(contact.lastShown, second);
    }

    public void clicked(String post, long second) {
        contact(post).clicked++;
        visited(post, second);
    }

    public void read(String post, long second) {
        contact(post).read++;
        visited(post, second);
    }

    /** The user was on the post's page. */
    public void visited(String post, long second) {
        Contact contact = contact(post);
        contact.lastTaken = Math.max(contact.lastTaken, second);
    }

    /** Computes the columns of a post as of {@code now}, seconds of the epoch. */
    public void fill(String post, long now, int session, ColumnSink out) {
        Contact contact = contacts.getOrDefault(post, NONE);
        out.setLog(0, contact.shown);
        out.setLog(1, contact.session == session ? contact.shownInSession : 0);
        out.set(2, Recency.of(contact.lastShown, now));
        out.setLog(3, contact.clicked);
        out.setLog(4, contact.read);
        out.set(5, Recency.of(contact.lastTaken, now));
    }

    private Contact contact(String post) {
        Contact contact = contacts.remove(post);
        if (contact == null) {
            contact = new Contact();
            if (contacts.size() == most) {
                contacts.remove(contacts.keySet().iterator().next());
            }
        }
        contacts.put(post, contact);
        return contact;
    }

    private static final class UserContactsCodec implements Codec<UserContacts> {
        @Override
        public void write(UserContacts value, DataOutput out) throws IOException {
            Varints.write(out, value.contacts.size());
            for (Map.Entry<String, Contact> entry : value.contacts.entrySet()) {
                Contact contact = entry.getValue();
                out.writeUTF(entry.getKey());
                Varints.write(out, contact.shown);
                Varints.write(out, contact.clicked);
                Varints.write(out, contact.read);
                Varints.write(out, contact.session + 1L);
                Varints.write(out, contact.shownInSession);
                Recency.write(out, contact.lastShown);
                Recency.write(out, contact.lastTaken);
            }
        }

        @Override
        public UserContacts read(DataInput in) throws IOException {
            UserContacts value = new UserContacts(MOST);
            for (int left = Varints.readInt(in); left > 0; left--) {
                String post = in.readUTF();
                Contact contact = new Contact();
                contact.shown = Varints.readInt(in);
                contact.clicked = Varints.readInt(in);
                contact.read = Varints.readInt(in);
                contact.session = Varints.readInt(in) - 1;
                contact.shownInSession = Varints.readInt(in);
                contact.lastShown = Recency.read(in);
                contact.lastTaken = Recency.read(in);
                value.contacts.put(post, contact);
            }
            return value;
        }
    }
}

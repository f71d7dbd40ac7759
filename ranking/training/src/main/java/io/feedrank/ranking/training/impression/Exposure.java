package io.feedrank.ranking.training.impression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this user has already been shown, clicked and read of a post. */
final class Exposure implements FeatureFamily {
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

    private final Map<Long, Contact> contacts = new HashMap<>();

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("shown_to_user"),
                Column.post("shown_in_session"),
                Column.post("since_shown_to_user"),
                Column.post("clicked_by_user"),
                Column.post("read_by_user"),
                Column.post("since_taken_by_user"));
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            Contact contact = contacts.getOrDefault(key(view.user(), view.posts()[row]), NONE);
            boolean now = contact.session == view.session();
            out.setLog(row, 0, contact.shown);
            out.setLog(row, 1, now ? contact.shownInSession : 0);
            out.set(row, 2, Recency.of(contact.lastShown, view.second()));
            out.setLog(row, 3, contact.clicked);
            out.setLog(row, 4, contact.read);
            out.set(row, 5, Recency.of(contact.lastTaken, view.second()));
        }
    }

    @Override
    public void impressed(View view) {
        for (int post : view.posts()) {
            Contact contact = contact(view.user(), post);
            boolean again = contact.session == view.session();
            contact.shown++;
            contact.shownInSession = again ? contact.shownInSession + 1 : 1;
            contact.session = view.session();
            contact.lastShown = view.second();
        }
        if (!view.frontPage()) {
            contact(view.user(), view.page()).lastTaken = view.second();
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                Contact contact = contact(view.user(), view.posts()[row]);
                contact.clicked++;
                contact.lastTaken = second;
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        Contact contact = contact(user, post);
        contact.read++;
        contact.lastTaken = second;
    }

    private Contact contact(int user, int post) {
        return contacts.computeIfAbsent(key(user, post), unused -> new Contact());
    }

    private static long key(int user, int post) {
        return ((long) user << 32) | post;
    }
}

package io.feedrank.ranking.training.impression;

import io.feedrank.feature.impression.UserContacts;
import java.util.List;

/** {@link UserContacts} of every user. */
final class Exposure implements FeatureFamily {
    private final Interner names;
    private final PerKey<UserContacts> users =
            new PerKey<>(() -> new UserContacts(UserContacts.MOST));

    /**
     * @param names of the posts
     */
    Exposure(Interner names) {
        this.names = names;
    }

    @Override
    public List<Column> columns() {
        return UserContacts.COLUMNS.stream().map(Column::post).toList();
    }

    @Override
    public void fill(View view, Block out) {
        UserContacts contacts = users.get(view.user());
        for (int row = 0; row < view.size(); row++) {
            String post = names.name(view.posts()[row]);
            contacts.fill(post, view.second(), view.session(), out.row(row));
        }
    }

    @Override
    public void impressed(View view) {
        UserContacts contacts = users.change(view.user());
        for (int post : view.posts()) {
            contacts.shown(names.name(post), view.second(), view.session());
        }
        if (!view.frontPage()) {
            contacts.visited(names.name(view.page()), view.second());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        UserContacts contacts = users.change(view.user());
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                contacts.clicked(names.name(view.posts()[row]), second);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        users.change(user).read(names.name(post), second);
    }
}

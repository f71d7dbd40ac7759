package io.feedrank.ranking.training.impression;

import io.feedrank.feature.impression.Recency;
import java.util.List;

/** What this user has been doing, and what the last impression showed already. */
final class Habits implements FeatureFamily {
    private static final class Habit {
        int session = -1;
        long sessionStart;
        int sessionImpressions;
        int sessionClicks;
        long lastImpression = Recency.NEVER;
        long lastTaken = Recency.NEVER;
        int[] lastPosts = {};
    }

    private final PerKey<Habit> habits = new PerKey<>(Habit::new);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.plain("in_last_impression"),
                Column.list("overlap_with_last"),
                Column.context("session_impressions"),
                Column.context("session_clicks"),
                Column.context("session_minutes"),
                Column.context("since_impression"),
                Column.context("since_take"));
    }

    @Override
    public void fill(View view, Block out) {
        Habit habit = habits.get(view.user());
        boolean again = habit.session == view.session();
        int overlap = 0;
        for (int post : view.posts()) {
            overlap += contains(habit.lastPosts, post) ? 1 : 0;
        }
        for (int row = 0; row < view.size(); row++) {
            out.set(row, 0, contains(habit.lastPosts, view.posts()[row]));
            out.set(row, 1, (double) overlap / view.size());
            out.setLog(row, 2, again ? habit.sessionImpressions : 0);
            out.setLog(row, 3, again ? habit.sessionClicks : 0);
            out.set(row, 4, again ? Recency.of(habit.sessionStart, view.second()) : 0);
            out.set(row, 5, Recency.of(habit.lastImpression, view.second()));
            out.set(row, 6, Recency.of(habit.lastTaken, view.second()));
        }
    }

    @Override
    public void impressed(View view) {
        Habit habit = habits.change(view.user());
        if (habit.session != view.session()) {
            habit.session = view.session();
            habit.sessionStart = view.second();
            habit.sessionImpressions = 0;
            habit.sessionClicks = 0;
        }
        habit.sessionImpressions++;
        habit.lastImpression = view.second();
        habit.lastPosts = view.posts();
        if (!view.frontPage()) {
            habit.lastTaken = view.second();
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        Habit habit = habits.change(view.user());
        habit.lastTaken = second;
        if (habit.session == view.session()) {
            habit.sessionClicks++;
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        habits.change(user).lastTaken = second;
    }

    private static boolean contains(int[] posts, int post) {
        for (int other : posts) {
            if (other == post) {
                return true;
            }
        }
        return false;
    }
}

package io.feedrank.ranking.training.impression;

import java.util.List;

/** How long a post has been around, when anyone last met it, and how thoroughly it is read. */
final class Lives implements FeatureFamily {
    private static final double LONGEST_READ = 1_800;

    // Reads after which a post's own mean weighs as much as that of any post.
    private static final double PRIOR_READS = 5;
    private static final double PRIOR_LOG_SECONDS = 3.5;
    private static final double PRIOR_SCROLL = 70;

    private static final class Life {
        long first = Recency.NEVER;
        long shown = Recency.NEVER;
        long taken = Recency.NEVER;
        double logSeconds = PRIOR_READS * PRIOR_LOG_SECONDS;
        double timedReads = PRIOR_READS;
        double scroll = PRIOR_READS * PRIOR_SCROLL;
        double scrolledReads = PRIOR_READS;
    }

    private final PerKey<Life> lives = new PerKey<>(Life::new);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("age"),
                Column.post("since_shown"),
                Column.post("since_taken"),
                Column.post("read_seconds"),
                Column.post("scroll"));
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            Life life = lives.get(view.posts()[row]);
            // A post is published when it is first seen: now, if it never was.
            long first = life.first == Recency.NEVER ? view.second() : life.first;
            out.set(row, 0, Recency.of(first, view.second()));
            out.set(row, 1, Recency.of(life.shown, view.second()));
            out.set(row, 2, Recency.of(life.taken, view.second()));
            out.set(row, 3, life.logSeconds / life.timedReads);
            out.set(row, 4, life.scroll / life.scrolledReads);
        }
    }

    @Override
    public void impressed(View view) {
        for (int post : view.posts()) {
            life(post, view.second()).shown = view.second();
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                life(view.posts()[row], second).taken = second;
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        Life life = life(post, second);
        life.taken = second;
        if (!Double.isNaN(seconds)) {
            life.logSeconds += StrictMath.log1p(Math.min(seconds, LONGEST_READ));
            life.timedReads++;
        }
        if (!Double.isNaN(scrollPercent)) {
            life.scroll += scrollPercent;
            life.scrolledReads++;
        }
    }

    private Life life(int post, long second) {
        Life life = lives.change(post);
        if (life.first == Recency.NEVER) {
            life.first = second;
        }
        return life;
    }
}

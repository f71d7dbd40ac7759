package io.feedrank.ranking.training.impression;

import io.feedrank.feature.impression.PostLife;
import java.util.List;

/** {@link PostLife} of every post. */
final class Lives implements FeatureFamily {
    private final PerKey<PostLife> posts = new PerKey<>(PostLife::new);

    @Override
    public List<Column> columns() {
        return PostLife.COLUMNS.stream().map(Column::post).toList();
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            posts.get(view.posts()[row]).fill(view.second(), out.row(row));
        }
    }

    @Override
    public void impressed(View view) {
        for (int post : view.posts()) {
            posts.change(post).shown(view.second());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                posts.change(view.posts()[row]).taken(second);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        posts.change(post).read(second, seconds, scrollPercent);
    }
}

package io.feedrank.ranking.training.impression;

import io.feedrank.feature.impression.PostTraffic;
import java.util.List;

/** {@link PostTraffic} of every post. */
final class Traffic implements FeatureFamily {
    private final PerKey<PostTraffic> posts = new PerKey<>(PostTraffic::new);

    @Override
    public List<Column> columns() {
        return PostTraffic.COLUMNS.stream().map(Column::post).toList();
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
            posts.change(post).shown(view.second(), view.size());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                posts.change(view.posts()[row]).clicked(second);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        posts.change(post).read(second);
    }
}

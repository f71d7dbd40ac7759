package io.feedrank.ranking.training.impression;

import java.util.List;

/** Where and when the impression was: the same for all its posts. */
final class Surroundings implements FeatureFamily {
    private static final int SECONDS_A_DAY = 24 * 3600;

    @Override
    public List<Column> columns() {
        return List.of(
                Column.list("list_size"),
                Column.context("front_page"),
                Column.context("subscriber"),
                Column.context("signed_in"),
                Column.context("hour_sine"),
                Column.context("hour_cosine"));
    }

    @Override
    public void fill(View view, Block out) {
        double angle = 2 * Math.PI * (view.second() % SECONDS_A_DAY) / SECONDS_A_DAY;
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        for (int row = 0; row < view.size(); row++) {
            out.setLog(row, 0, view.size());
            out.set(row, 1, view.frontPage());
            out.set(row, 2, view.subscriber());
            out.set(row, 3, view.signedIn());
            out.set(row, 4, sine);
            out.set(row, 5, cosine);
        }
    }
}

package io.feedrank.ranking.training.text;

import io.feedrank.feature.config.FeedrankException;
import java.util.List;

/**
 * How a tower is fitted.
 *
 * @param buckets of the hashed features, a power of two
 * @param width components of an embedding, at most as many as the vector space has
 * @param fewestReaders a post with fewer counts neither for the split nor as held out
 * @param steps of the conjugate gradients
 * @param ridges penalties on the size of the weights, of which held-out posts choose one
 */
record TowerRecipe(int buckets, int width, int fewestReaders, int steps, List<Double> ridges) {
    static final TowerRecipe STANDARD =
            new TowerRecipe(1 << 14, 32, 3, 12, List.of(300.0, 1_000.0, 3_000.0));

    TowerRecipe {
        ridges = List.copyOf(ridges);
        if (width < 1 || fewestReaders < 1 || steps < 1 || ridges.isEmpty()) {
            throw FeedrankException.badInput(
                    "recipe: got width "
                            + width
                            + ", readers "
                            + fewestReaders
                            + ", steps "
                            + steps
                            + " and ridges "
                            + ridges
                            + ", expected 1 or more of each");
        }
    }
}

package io.feedrank.ranking.pipeline.rerank;

import io.feedrank.feature.config.FeedrankException;

/**
 * How much variety a feed has.
 *
 * @param lambda weight of the score against likeness to what is above, 0 to 1; 1 is the order of
 *     the scores
 * @param author most posts of an author
 * @param topic most posts of a topic
 */
public record DiversityConfig(double lambda, Cap author, Cap topic) {
    /** At most so many one after the other, and on a page. */
    public record Cap(int inARow, int onAPage) {
        public Cap {
            if (inARow < 1 || onAPage < 1) {
                throw FeedrankException.badInput(
                        "diversity cap: got "
                                + inARow
                                + " in a row and "
                                + onAPage
                                + " on a page, expected 1 or more");
            }
        }
    }

    public static final DiversityConfig DEFAULT =
            new DiversityConfig(0.85, new Cap(2, 5), new Cap(4, 20));

    public DiversityConfig {
        if (!(lambda >= 0 && lambda <= 1)) {
            throw FeedrankException.badInput(
                    "diversity lambda: got " + lambda + ", expected 0 to 1");
        }
    }
}

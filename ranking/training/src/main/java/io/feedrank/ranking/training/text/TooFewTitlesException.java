package io.feedrank.ranking.training.text;

/** There are too few posts with a title and readers to learn a tower from. */
public final class TooFewTitlesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFewTitlesException(int got, int expected) {
        super(
                "got "
                        + got
                        + " posts with a title and readers to train the text tower on, expected at least "
                        + expected);
    }
}

package io.feedrank.ranking.training.impression;

/**
 * An {@link ImpressionView} in dense numbers, as families take it.
 *
 * @param second of the epoch
 * @param page number of the page's post, -1 on a front page
 * @param posts their numbers
 */
@SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
record View(
        long second,
        int user,
        int session,
        int page,
        int device,
        boolean subscriber,
        boolean signedIn,
        int[] posts) {
    int size() {
        return posts.length;
    }

    boolean frontPage() {
        return page < 0;
    }
}

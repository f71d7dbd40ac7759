package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.clicklog.EbnerdRow;
import io.feedrank.feature.clicklog.LogRow;
import java.time.Instant;
import java.util.List;

/**
 * An impression of the log.
 *
 * @param index place in its file, from 0
 * @param test whether it is ranked to be judged, else it is learned from
 */
record LoggedImpression(int index, boolean test, EbnerdRow logged) {
    String id() {
        return logged.row().impressionId();
    }

    String userId() {
        return logged.row().userId();
    }

    Instant time() {
        return logged.row().time();
    }

    /** Its time in whole seconds: nothing that happens within it is known to it. */
    long second() {
        return time().getEpochSecond();
    }

    /** The second at which its clicks count. */
    long clickSecond() {
        return second() + LogRow.CLICK_DELAY.toSeconds();
    }

    List<String> postIds() {
        return logged.row().postIds();
    }

    /** Which of the posts were clicked: the outcome, never an input. */
    boolean[] clicked() {
        boolean[] clicked = new boolean[postIds().size()];
        logged.row().clicked().forEach(position -> clicked[position] = true);
        return clicked;
    }

    /** The posts that were clicked, likewise. */
    List<String> clickedIds() {
        return logged.row().clicked().stream().map(postIds()::get).toList();
    }

    /** Whether there is an order to judge: a click, and a post that was not clicked. */
    boolean judged() {
        int clicks = logged.row().clicked().size();
        return clicks > 0 && clicks < postIds().size();
    }
}

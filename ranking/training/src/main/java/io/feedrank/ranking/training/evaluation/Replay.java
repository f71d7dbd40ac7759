package io.feedrank.ranking.training.evaluation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replays a log in time order. An impression is ranked before anything of its own second counts,
 * the other impressions of that second included. It counts at once, its clicks a minute later, a
 * read of the history when it is over. What counts at the same second does so in a fixed order:
 * shown, clicked, read; each in the order of its file.
 *
 * <p>A history also tells of reads that a click of the log already tells of. Such a read is left
 * out: one of a post that the same user clicked, or on whose page the user was, at most half an
 * hour before, when that has counted.
 */
final class Replay {
    private static final Duration SAME_READ = Duration.ofMinutes(30);

    /** Whether the state goes on changing while impressions are judged. */
    enum State {
        LIVE,
        FROZEN
    }

    private record Read(String userId, String postId) {}

    private final List<LoggedImpression> impressions;
    private final List<PastRead> reads;
    private final long lastSecond;
    private final Map<Read, Long> lastRead = new HashMap<>();
    private int shown;
    private int clicked;
    private int read;
    private int leftOut;

    private Replay(List<LoggedImpression> impressions, List<PastRead> reads, long lastSecond) {
        this.impressions = impressions;
        this.reads = reads;
        this.lastSecond = lastSecond;
    }

    /**
     * Of the folder to learn from alone, with its own history: as the state is at the start of what
     * is judged, when later reads are not known either.
     */
    static Replay training(EvaluationLog log) {
        return new Replay(log.train(), log.trainReads(), Long.MAX_VALUE);
    }

    /** Of everything. */
    static Replay whole(EvaluationLog log, State state) {
        return new Replay(
                Stream.concat(log.train().stream(), log.test().stream()).toList(),
                log.allReads(),
                state == State.FROZEN ? log.test().get(0).second() : Long.MAX_VALUE);
    }

    /** Goes through the log, once. */
    void run(ReplayVisitor visitor) {
        int next = 0;
        while (next < impressions.size()) {
            long second = impressions.get(next).second();
            countBefore(Math.min(second, lastSecond), visitor);
            while (next < impressions.size() && impressions.get(next).second() == second) {
                visitor.rank(impressions.get(next++));
            }
        }
    }

    /** How many reads of the history were left out so far. */
    int leftOut() {
        return leftOut;
    }

    private void countBefore(long second, ReplayVisitor visitor) {
        while (true) {
            long shownAt =
                    shown < impressions.size() ? impressions.get(shown).second() : Long.MAX_VALUE;
            long clickedAt =
                    clicked < impressions.size()
                            ? impressions.get(clicked).clickSecond()
                            : Long.MAX_VALUE;
            long readAt = read < reads.size() ? reads.get(read).countsAt() : Long.MAX_VALUE;
            if (Math.min(Math.min(shownAt, clickedAt), readAt) >= second) {
                return;
            }
            if (shownAt <= clickedAt && shownAt <= readAt) {
                show(impressions.get(shown++), visitor);
            } else if (clickedAt <= readAt) {
                click(impressions.get(clicked++), visitor);
            } else {
                read(reads.get(read++), visitor);
            }
        }
    }

    private void show(LoggedImpression impression, ReplayVisitor visitor) {
        String page = impression.logged().page();
        if (!page.isEmpty()) {
            lastRead.put(new Read(impression.userId(), page), impression.second());
        }
        visitor.shown(impression);
    }

    private void click(LoggedImpression impression, ReplayVisitor visitor) {
        for (int position : impression.logged().row().clicked()) {
            lastRead.put(
                    new Read(impression.userId(), impression.postIds().get(position)),
                    impression.second());
        }
        visitor.clicked(impression);
    }

    private void read(PastRead past, ReplayVisitor visitor) {
        Long known = lastRead.get(new Read(past.userId(), past.postId()));
        if (known != null && past.second() - known <= SAME_READ.toSeconds()) {
            leftOut++;
        } else {
            visitor.read(past);
        }
    }
}

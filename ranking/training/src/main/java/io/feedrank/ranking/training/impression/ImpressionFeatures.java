package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Features of the posts of an impression, from the events before it.
 *
 * <p>Point in time is enforced: events come in time order, and a view is refused unless each event
 * so far is of an earlier second. Rows depend on nothing else, so that the same events give the
 * same bytes. One thread.
 *
 * <p>To train, replay the training period alone, with the history that was known at its start; to
 * rank a later period, replay everything that came before, in time order. The state at the start of
 * both is alike then.
 */
public final class ImpressionFeatures {
    private final Interner users = new Interner();
    private final Interner posts = new Interner();
    private final Interner sessions = new Interner();
    private final Interner devices = new Interner();
    private final List<FeatureFamily> families;
    private final RowForm form;
    private long newest = Long.MIN_VALUE;

    /** All features, with those relative to the list. */
    public ImpressionFeatures() {
        this(true);
    }

    /**
     * @param listRelative whether a row may tell of the other posts in view; else it tells of its
     *     post, its user and its surroundings alone
     */
    public ImpressionFeatures(boolean listRelative) {
        families = Families.standard(users, posts);
        List<Column> columns = new ArrayList<>();
        families.forEach(family -> columns.addAll(family.columns()));
        form = new RowForm(columns, listRelative);
    }

    /** Names of the columns of a row, in order; each once. */
    public List<String> columns() {
        return form.names();
    }

    /**
     * Row-major {@code float[view.postIds().size()][columns().size()]}, of the state as it is now.
     *
     * @throws FeedrankException BAD_INPUT when an event of that second or a later one was applied
     */
    public float[] rows(ImpressionView view) {
        View dense = dense(view);
        if (dense.second() <= newest) {
            throw FeedrankException.badInput(
                    "features as of "
                            + view.time()
                            + ": got an event of "
                            + Instant.ofEpochSecond(newest)
                            + " before, expected events of earlier seconds alone");
        }
        int width = form.inputs();
        float[] raw = new float[dense.size() * width];
        int offset = 0;
        for (FeatureFamily family : families) {
            family.fill(dense, new Block(raw, width, offset));
            offset += family.columns().size();
        }
        return form.apply(raw, dense.size());
    }

    /**
     * Takes an event in.
     *
     * @throws FeedrankException BAD_INPUT when it is of an earlier second than one before
     */
    public void apply(FeedEvent event) {
        long second = event.time().getEpochSecond();
        if (second < newest) {
            throw FeedrankException.badInput(
                    "events: got one of "
                            + event.time()
                            + " after one of "
                            + Instant.ofEpochSecond(newest)
                            + ", expected time order");
        }
        newest = second;
        if (event instanceof FeedEvent.Impressed impressed) {
            View view = dense(impressed.view());
            families.forEach(family -> family.impressed(view));
        } else if (event instanceof FeedEvent.Clicked clicked && !clicked.clickedIds().isEmpty()) {
            View view = dense(clicked.view());
            boolean[] flags = new boolean[view.size()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = clicked.clickedIds().contains(clicked.view().postIds().get(i));
            }
            families.forEach(family -> family.clicked(view, flags, second));
        } else if (event instanceof FeedEvent.Read read) {
            int user = users.number(read.userId());
            int post = posts.number(read.postId());
            double seconds = read.seconds() == null ? Double.NaN : read.seconds();
            double scroll = read.scrollPercent() == null ? Double.NaN : read.scrollPercent();
            families.forEach(family -> family.read(user, post, second, seconds, scroll));
        }
    }

    private View dense(ImpressionView view) {
        int[] numbers = new int[view.postIds().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = posts.number(view.postIds().get(i));
        }
        ViewContext context = view.context();
        String page = context.pageId();
        return new View(
                view.time().getEpochSecond(),
                users.number(view.userId()),
                sessions.number(view.sessionId()),
                page == null ? -1 : posts.number(page),
                devices.number(context.device()),
                context.subscriber(),
                context.signedIn(),
                numbers);
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.Signal;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.hydrate.PostHydrator;
import io.feedrank.ranking.pipeline.score.ColumnMapping;
import io.feedrank.ranking.pipeline.score.FeatureAssembler;
import io.feedrank.ranking.pipeline.user.UserContext;
import io.feedrank.ranking.pipeline.user.UserReader;
import io.feedrank.ranking.training.ModelColumns;
import io.feedrank.ranking.training.ServedRecipe;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What feeds are ranked by: the catalog's columns, read and computed by the code of the ranking
 * service from values that are packed as the feature jobs pack them. Columns relative to the
 * candidates of a request look at the lists shown before, of earlier seconds.
 */
final class ServedInputs implements ModelInputs {
    /** Candidates of a request, among which a list is judged. */
    static final int CANDIDATES = 1_000;

    private final ReplayedStore store;
    private final UserReader users;
    private final PostHydrator posts;
    private final FeatureAssembler assembler;
    private final ColumnMapping mapping;
    private final List<String> columns;
    private final LastLists lists;
    private final Deque<float[]> coming = new ArrayDeque<>();
    private long comingSecond = Long.MIN_VALUE;

    /**
     * @param rows of posts, where the log has them
     */
    ServedInputs(FeatureCatalog catalog, Map<String, Post> rows) {
        this.store = new ReplayedStore(catalog, rows);
        this.users = new UserReader(store, catalog);
        this.posts = new PostHydrator(store, new ReplayedVectors(store), catalog);
        this.assembler = new FeatureAssembler(catalog);
        this.columns = ModelColumns.of(catalog, catalog.columns()).names();
        this.mapping = ColumnMapping.of(catalog.columns(), columns);
        this.lists = new LastLists(mapping, columns.size(), CANDIDATES);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void coming(LoggedImpression impression) {
        if (impression.second() != comingSecond) {
            // Those of a state that is held were never shown.
            coming.clear();
            comingSecond = impression.second();
        }
        coming.addLast(taken(impression));
    }

    @Override
    public float[] rows(LoggedImpression impression) {
        return lists.among(coming.getLast(), CANDIDATES);
    }

    @Override
    public float[] lesson(LoggedImpression impression) {
        return lists.among(coming.getLast(), ServedRecipe.CANDIDATES);
    }

    @Override
    public void shown(LoggedImpression impression) {
        lists.shown(coming.removeFirst());
        ReplayedStore.Event shown =
                new ReplayedStore.Event(
                        Signal.IMPRESSION, impression.time(), impression.postIds().size(), 0);
        for (String post : impression.postIds()) {
            store.take(shown, impression.userId(), post);
        }
    }

    @Override
    public void clicked(LoggedImpression impression) {
        ReplayedStore.Event click =
                new ReplayedStore.Event(
                        Signal.CLICK, Instant.ofEpochSecond(impression.clickSecond()), 0, 0);
        for (String post : impression.clickedIds()) {
            store.take(click, impression.userId(), post);
        }
    }

    @Override
    public void read(PastRead read) {
        Long seconds = read.seconds();
        store.take(
                new ReplayedStore.Event(
                        Signal.CLICK,
                        Instant.ofEpochSecond(read.second()),
                        0,
                        seconds == null ? 0 : 1_000 * seconds),
                read.userId(),
                read.postId());
    }

    private float[] taken(LoggedImpression impression) {
        Instant now = Instant.ofEpochSecond(impression.second());
        store.asOf(now);
        UserContext user = users.read(impression.userId());
        List<Candidate> candidates =
                impression.postIds().stream().map(id -> new Candidate(id, List.of())).toList();
        List<HydratedCandidate> hydrated =
                posts.hydrate(candidates, user.vectorSpace(), Instant.MAX).hydrated();
        if (hydrated.size() != candidates.size()) {
            throw new IllegalStateException(
                    "impression "
                            + impression.id()
                            + ": got "
                            + hydrated.size()
                            + " posts, expected "
                            + candidates.size());
        }
        return mapping.take(
                assembler.assemble(user, hydrated, new DecayWeights(now)).values(),
                candidates.size());
    }
}

package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.List;

/**
 * Posts whose vectors lie closest to the user's, whoever wrote them; none for a user without a
 * vector.
 */
public final class AnnSource implements CandidateSource {
    private final VectorIndex index;
    private final int most;

    public AnnSource(VectorIndex index, int most) {
        this.index = index;
        this.most = most;
    }

    @Override
    public String name() {
        return "ann";
    }

    @Override
    public List<String> propose(UserContext user) {
        float[] vector = user.features().vector().unit();
        return vector == null
                ? List.of()
                : index.search(vector, most).stream().map(Neighbour::id).toList();
    }
}

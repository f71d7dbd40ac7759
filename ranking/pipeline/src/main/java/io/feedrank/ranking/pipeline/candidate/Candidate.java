package io.feedrank.ranking.pipeline.candidate;

import java.util.ArrayList;
import java.util.List;

/**
 * A post that a source proposed.
 *
 * @param sources names of the sources that did, in the order in which they were asked
 */
public record Candidate(String postId, List<String> sources) {
    public Candidate {
        sources = List.copyOf(sources);
    }

    /** This candidate with one more mark beside its sources. */
    public Candidate markedAs(String mark) {
        List<String> marked = new ArrayList<>(sources);
        marked.add(mark);
        return new Candidate(postId, marked);
    }
}

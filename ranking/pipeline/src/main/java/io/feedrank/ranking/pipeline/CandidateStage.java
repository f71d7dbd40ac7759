package io.feedrank.ranking.pipeline;

import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.source.CandidateMerger;
import io.feedrank.ranking.pipeline.source.Proposal;
import io.feedrank.ranking.pipeline.source.SourceAnswer;
import io.feedrank.ranking.pipeline.source.SourceFan;
import io.feedrank.ranking.pipeline.source.SourceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stage one: asks all sources at once, and merges what came in time. A source that failed, took too
 * long or was too busy is named in the response, and the feed goes on without it.
 */
final class CandidateStage {
    private final SourceFan sources;
    private final CandidateMerger merger;
    private final int most;

    /**
     * A stage.
     *
     * @param most candidates that go on
     */
    CandidateStage(SourceFan sources, CandidateMerger merger, int most) {
        this.sources = sources;
        this.merger = merger;
        this.most = most;
    }

    List<Candidate> propose(SourceRequest request, RequestTrace trace) {
        Map<String, List<String>> proposals = new LinkedHashMap<>();
        for (SourceAnswer answer : sources.ask(request, trace.timeLeft("sources"))) {
            List<String> proposed = proposed(answer, trace);
            if (!proposed.isEmpty()) {
                proposals.put(answer.source(), proposed);
            }
        }
        int proposed = proposals.values().stream().mapToInt(List::size).sum();
        return trace.stage("merge", proposed, List::size, () -> merger.merge(proposals, most));
    }

    private static List<String> proposed(SourceAnswer answer, RequestTrace trace) {
        String stage = "source." + answer.source();
        if (answer instanceof SourceAnswer.Proposed done) {
            Proposal proposal = done.proposal();
            trace.note(stage, 0, proposal.postIds().size(), done.nanos(), proposal.note());
            if (proposal.partial()) {
                trace.degrade(stage);
            }
            return proposal.postIds();
        }
        String why;
        if (answer instanceof SourceAnswer.Failed failed) {
            trace.failed(stage, failed.cause());
            why = "failed: " + failed.cause().getMessage();
        } else if (answer instanceof SourceAnswer.Abandoned abandoned) {
            trace.degrade(stage);
            why = "abandoned after " + abandoned.after().toMillis() + " ms";
        } else {
            trace.degrade(stage);
            why = "not asked: too many requests are in it";
        }
        trace.note(stage, 0, 0, answer.nanos(), why);
        return List.of();
    }
}

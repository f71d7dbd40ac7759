package io.feedrank.ranking.pipeline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.state.Entity;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import io.feedrank.ranking.pipeline.filter.CandidateFilter;
import io.feedrank.ranking.pipeline.filter.FilterContext;
import io.feedrank.ranking.pipeline.filter.FilterResult;
import io.feedrank.ranking.pipeline.hydrate.Hydration;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.pipeline.score.Scoring;
import io.feedrank.ranking.pipeline.score.ScoringCall;
import io.feedrank.ranking.pipeline.source.CandidateMerger;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the stages in reading order: user, sources, merge, hydrate, filters, features, score,
 * select, re-rank. It owns what holds for all of them: the deadline is looked at before each, a
 * source that fails is named and done without, scores are as many as candidates, what is not a
 * number never wins, and every candidate that leaves has a verdict.
 */
public final class PipelineExecutor implements FeedRanker {
    private final PipelineStages stages;
    private final CandidateStage candidates;
    private final PipelineConfig config;
    private final Clock clock;
    private final PipelineMetrics metrics;

    public PipelineExecutor(
            PipelineStages stages, PipelineConfig config, Clock clock, PipelineMetrics metrics) {
        this.stages = stages;
        this.candidates =
                new CandidateStage(
                        stages.sources(),
                        new CandidateMerger(config.sources().shares()),
                        config.maxCandidates());
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public RankedFeed rank(RankingRequest request, UserSession session) {
        long start = System.nanoTime();
        Instant asOf = clock.instant();
        RequestTrace trace = new RequestTrace(clock, request, metrics);

        FeedScope scope =
                FeedScope.of(
                        request,
                        session,
                        readUser(request, trace),
                        stages.vectors().spaces(),
                        asOf,
                        config.maxAge());
        if (!scope.refusal().isEmpty()) {
            trace.degrade("vectors");
        }
        UserContext user = scope.user();
        List<Candidate> proposed =
                request.hasOwnCandidates()
                        ? own(request)
                        : candidates.propose(scope.toSources(request), trace);
        List<HydratedCandidate> hydrated = hydrate(proposed, scope.space(), request, trace);
        List<HydratedCandidate> survivors =
                filter(hydrated, request, scope.toFilters(request), trace);
        if (survivors.isEmpty() && !request.hasOwnCandidates()) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "none of " + proposed.size() + " candidates may be served");
        }
        FeatureRows rows =
                trace.stage(
                        "features",
                        survivors.size(),
                        FeatureRows::count,
                        () -> stages.assembler().assemble(user, survivors, new DecayWeights(asOf)));
        metrics.features(rows, asOf);
        metrics.fresh(asOf, user, survivors);
        Scoring scoring = score(rows, request, trace);
        List<ScoredCandidate> bestFirst = order(survivors, scoring);
        List<ScoredCandidate> served =
                request.hasOwnCandidates()
                        ? bestFirst.stream().limit(RankingRequest.MOST_ITEMS).toList()
                        : choose(bestFirst, request, trace);
        Snapshot snapshot = new Snapshot(request, asOf, user, scoring, served);
        boolean withVectors =
                scope.refusal().isEmpty() && config.audit().covers(Entity.USER, request.userId());
        RankedFeed feed = snapshot.toFeed(rows, trace, withVectors);
        feed.log().ifPresent(log -> stages.models().shadow(log, rows, served));
        metrics.ranked(scoring.servedBy().name(), System.nanoTime() - start);
        return feed;
    }

    private UserContext readUser(RankingRequest request, RequestTrace trace) {
        UserContext user =
                trace.stage("user", 0, read -> 0, () -> stages.users().read(request.userId()));
        user.provenance().unreadable().forEach(trace::degrade);
        return user;
    }

    private List<Candidate> own(RankingRequest request) {
        int got = request.candidatePostIds().size();
        if (got > config.maxCandidates()) {
            throw FeedrankException.badInput(
                    "candidate_post_ids: got "
                            + got
                            + ", expected at most "
                            + config.maxCandidates());
        }
        return request.candidatePostIds().stream()
                .map(postId -> new Candidate(postId, List.of("request")))
                .toList();
    }

    private List<HydratedCandidate> hydrate(
            List<Candidate> proposed, String space, RankingRequest request, RequestTrace trace) {
        Hydration hydration =
                trace.stage(
                        "hydrate",
                        proposed.size(),
                        result -> result.hydrated().size(),
                        () -> stages.hydrator().hydrate(proposed, space, request.deadline()));
        hydration
                .missing()
                .forEach(gone -> trace.verdict("hydrate", gone.reason(), gone.candidate(), 0));
        if (!hydration.withoutVectors().isEmpty()) {
            trace.degrade("vectors");
        }
        hydration.shortfall().forEach(trace::degrade);
        if (!hydration.withoutItems().isEmpty()) {
            trace.degrade("authors and topics");
        }
        return hydration.hydrated();
    }

    private List<HydratedCandidate> filter(
            List<HydratedCandidate> hydrated,
            RankingRequest request,
            FilterContext context,
            RequestTrace trace) {
        List<CandidateFilter> filters =
                request.hasOwnCandidates() ? stages.ownFilters() : stages.feedFilters();
        List<HydratedCandidate> left = hydrated;
        for (CandidateFilter filter : filters) {
            List<HydratedCandidate> candidates = left;
            FilterResult result =
                    trace.stage(
                            "filter." + filter.name(),
                            candidates.size(),
                            split -> split.kept().size(),
                            () -> filter.apply(candidates, context));
            for (FilterResult.Removed removed : result.removed()) {
                trace.verdict(
                        "filter." + filter.name(),
                        removed.reason(),
                        removed.candidate().candidate(),
                        0);
            }
            left = result.kept();
        }
        return left;
    }

    private Scoring score(FeatureRows rows, RankingRequest request, RequestTrace trace) {
        Scoring scoring =
                trace.stage(
                        "score",
                        rows.count(),
                        result -> result.scores().score().length,
                        () ->
                                stages.models()
                                        .score(
                                                rows,
                                                new ScoringCall(
                                                        request.requestId(),
                                                        request.userId(),
                                                        trace.timeLeft())));
        if (!scoring.passedOver().isEmpty()) {
            trace.degrade("score");
        }
        if (scoring.notFinite() > 0) {
            metrics.notFinite(scoring.notFinite());
        }
        return scoring;
    }

    private static List<ScoredCandidate> order(List<HydratedCandidate> survivors, Scoring scoring) {
        List<ScoredCandidate> scored = new ArrayList<>(survivors.size());
        for (int row = 0; row < survivors.size(); row++) {
            scored.add(new ScoredCandidate(survivors.get(row), row, scoring.scores().score()[row]));
        }
        scored.sort(ScoredCandidate.BEST_FIRST);
        return scored;
    }

    private List<ScoredCandidate> choose(
            List<ScoredCandidate> bestFirst, RankingRequest request, RequestTrace trace) {
        int size = Math.max(request.limit(), config.snapshotSize());
        int choice = Math.min(bestFirst.size(), size * PipelineConfig.CHOICE);
        List<ScoredCandidate> selected =
                trace.stage(
                        "select", bestFirst.size(), List::size, () -> bestFirst.subList(0, choice));
        List<ScoredCandidate> served =
                trace.optionalStage(
                                "re-rank",
                                selected.size(),
                                List<ScoredCandidate>::size,
                                () -> stages.reRanker().rerank(selected, size, request.limit()))
                        .value()
                        .orElseGet(() -> selected.subList(0, Math.min(size, selected.size())));
        for (ScoredCandidate candidate : selected) {
            if (!served.contains(candidate)) {
                verdict("re-rank", "others came first", candidate, trace);
            }
        }
        bestFirst
                .subList(choice, bestFirst.size())
                .forEach(candidate -> verdict("select", "score too low", candidate, trace));
        return served;
    }

    private static void verdict(
            String stage, String reason, ScoredCandidate candidate, RequestTrace trace) {
        trace.verdict(stage, reason, candidate.hydrated().candidate(), candidate.presentable());
    }
}

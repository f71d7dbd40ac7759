package io.feedrank.ranking.pipeline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.filter.CandidateFilter;
import io.feedrank.ranking.pipeline.filter.StandardFilters;
import io.feedrank.ranking.pipeline.hydrate.PostHydrator;
import io.feedrank.ranking.pipeline.rerank.DiversityReRanker;
import io.feedrank.ranking.pipeline.rerank.ReRanker;
import io.feedrank.ranking.pipeline.score.FeatureAssembler;
import io.feedrank.ranking.pipeline.score.ModelLadder;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.source.AnnSource;
import io.feedrank.ranking.pipeline.source.CandidateSource;
import io.feedrank.ranking.pipeline.source.FollowedAuthorsSource;
import io.feedrank.ranking.pipeline.source.FreshSource;
import io.feedrank.ranking.pipeline.source.TrendingSource;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.util.List;

/**
 * The stages of a feed, in reading order.
 *
 * @param users round trip 1
 * @param sources optional, each on its own
 * @param hydrator round trip 2
 * @param feedFilters for feeds
 * @param ownFilters for candidates that the caller brings
 * @param assembler of features
 * @param models that score
 * @param reRanker that orders what is served
 */
public record PipelineStages(
        UserReader users,
        List<CandidateSource> sources,
        PostHydrator hydrator,
        List<CandidateFilter> feedFilters,
        List<CandidateFilter> ownFilters,
        FeatureAssembler assembler,
        ModelLadder models,
        ReRanker reRanker) {

    /** The stages that Feedrank ships. */
    public static PipelineStages standard(
            OnlineStore store, VectorIndex index, Models models, PipelineConfig config) {
        return standard(store, index, new ModelLadder(models), config);
    }

    /** The same with models on trial. */
    public static PipelineStages standard(
            OnlineStore store, VectorIndex index, ModelLadder models, PipelineConfig config) {
        return new PipelineStages(
                new UserReader(store),
                List.of(
                        new AnnSource(index, config.annCandidates()),
                        new FollowedAuthorsSource(store, config.sourceCandidates()),
                        new TrendingSource(config.sourceCandidates()),
                        new FreshSource(config.sourceCandidates())),
                new PostHydrator(store, index),
                StandardFilters.ofFeed(),
                StandardFilters.ofOwnCandidates(),
                new FeatureAssembler(FeatureCatalog.standard()),
                models,
                new DiversityReRanker(config.diversity()));
    }
}

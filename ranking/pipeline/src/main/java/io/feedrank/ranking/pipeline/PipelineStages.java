package io.feedrank.ranking.pipeline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.ranking.pipeline.filter.CandidateFilter;
import io.feedrank.ranking.pipeline.filter.StandardFilters;
import io.feedrank.ranking.pipeline.hydrate.PostHydrator;
import io.feedrank.ranking.pipeline.rerank.DiversityReRanker;
import io.feedrank.ranking.pipeline.rerank.ReRanker;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.score.FeatureAssembler;
import io.feedrank.ranking.pipeline.score.ModelLadder;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.source.AnnSource;
import io.feedrank.ranking.pipeline.source.CandidateSource;
import io.feedrank.ranking.pipeline.source.ExploreSource;
import io.feedrank.ranking.pipeline.source.FollowedAuthorsSource;
import io.feedrank.ranking.pipeline.source.FreshSource;
import io.feedrank.ranking.pipeline.source.KeptLists;
import io.feedrank.ranking.pipeline.source.SimilarSource;
import io.feedrank.ranking.pipeline.source.SourceFan;
import io.feedrank.ranking.pipeline.source.TrendingSource;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.util.List;

/**
 * The stages of a feed, in reading order.
 *
 * @param users round trip 1
 * @param sources optional, each on its own; closed by whoever made them
 * @param vectors of posts
 * @param hydrator round trip 2
 * @param feedFilters for feeds
 * @param ownFilters for candidates that the caller brings
 * @param assembler of features
 * @param models that score
 * @param reRanker that orders what is served
 */
public record PipelineStages(
        UserReader users,
        SourceFan sources,
        PostVectors vectors,
        PostHydrator hydrator,
        List<CandidateFilter> feedFilters,
        List<CandidateFilter> ownFilters,
        FeatureAssembler assembler,
        ModelLadder models,
        ReRanker reRanker) {

    /** The stages that Feedrank ships. */
    public static PipelineStages standard(
            OnlineStore store, PostVectors vectors, Models models, PipelineConfig config) {
        return standard(store, vectors, new ModelLadder(models), config);
    }

    /** The same with models on trial. */
    public static PipelineStages standard(
            OnlineStore store, PostVectors vectors, ModelLadder models, PipelineConfig config) {
        return new PipelineStages(
                new UserReader(store),
                new SourceFan(sources(store, vectors, config), config.sources()),
                vectors,
                new PostHydrator(store, vectors),
                StandardFilters.ofFeed(),
                StandardFilters.ofOwnCandidates(),
                new FeatureAssembler(FeatureCatalog.standard()),
                models,
                new DiversityReRanker(config.diversity()));
    }

    /** The sources that Feedrank ships; which of them are asked is configured. */
    public static List<CandidateSource> sources(
            OnlineStore store, PostVectors vectors, PipelineConfig config) {
        KeptLists lists = new KeptLists(store);
        int most = config.sourceCandidates();
        return List.of(
                new AnnSource(vectors, config.annCandidates()),
                new SimilarSource(vectors, most),
                new FollowedAuthorsSource(store, most),
                new TrendingSource(lists, config.trendingWindow(), most),
                new FreshSource(lists, most),
                new ExploreSource(lists, most));
    }
}

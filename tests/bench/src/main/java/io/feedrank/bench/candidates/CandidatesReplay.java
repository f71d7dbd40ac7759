package io.feedrank.bench.candidates;

import io.feedrank.feature.clicklog.BadRows;
import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.feature.clicklog.LogRow;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.pipeline.PipelineConfig;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.source.AnnSource;
import io.feedrank.ranking.pipeline.source.CandidateMerger;
import io.feedrank.ranking.pipeline.source.CandidateSource;
import io.feedrank.ranking.pipeline.source.ExploreSource;
import io.feedrank.ranking.pipeline.source.FreshSource;
import io.feedrank.ranking.pipeline.source.KeptLists;
import io.feedrank.ranking.pipeline.source.SimilarSource;
import io.feedrank.ranking.pipeline.source.SourceRequest;
import io.feedrank.ranking.pipeline.source.TrendingSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replays a click log in time order and asks the sources, before each impression, for candidates of
 * its user. What happens in the second of an impression, and all of its clicks, counts as later.
 * Nobody follows anybody in this log, and no article has a language or topic.
 */
final class CandidatesReplay {
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final CandidatesConfig config;
    private final PipelineConfig pipeline = PipelineConfig.from(Settings.of(Map.of()));
    private final LiveIndex index = new LiveIndex(ExactVectorIndex::new, Clock.systemUTC());
    private final Readership readership;
    private final List<CandidateSource> sources;
    private final CandidateMerger merger;
    private final CandidatesReport report;
    private final AtomicLong nanos = new AtomicLong();
    private Instant forgotten = Instant.MIN;

    CandidatesReplay(CandidatesConfig config) {
        this.config = config;
        this.readership = new Readership(index, config.pool());
        LocalPostVectors vectors = new LocalPostVectors(index);
        // Every look is another second: lists are never out of date here.
        KeptLists lists =
                new KeptLists(
                        new ListStore(readership),
                        () -> nanos.addAndGet(Duration.ofSeconds(2).toNanos()));
        int most = pipeline.sourceCandidates();
        this.sources =
                List.of(
                        new AnnSource(vectors, pipeline.annCandidates()),
                        new SimilarSource(vectors, most),
                        new TrendingSource(lists, pipeline.trendingWindow(), most),
                        new FreshSource(lists, most),
                        new ExploreSource(lists, most));
        this.merger = new CandidateMerger(pipeline.sources().shares());
        this.report =
                new CandidatesReport(config, sources.stream().map(CandidateSource::name).toList());
    }

    CandidatesReport run() {
        EbnerdFiles files = EbnerdFiles.in(config.data(), "--data");
        PriorityQueue<Event> later = new PriorityQueue<>(Comparator.comparing(Event::eventTime));
        files.reads(BadRows.REFUSED, read -> later.add(read.event()));
        List<LogRow> second = new ArrayList<>();
        files.impressions(
                BadRows.REFUSED,
                row -> {
                    if (config.most() > 0 && report.impressions() >= config.most()) {
                        return;
                    }
                    LogRow impression = row.row();
                    if (!second.isEmpty()
                            && second.get(0).time().getEpochSecond()
                                    != impression.time().getEpochSecond()) {
                        settle(second, later);
                    }
                    second.add(impression);
                });
        settle(second, later);
        return report;
    }

    /**
     * All impressions of one second: first what they would have been offered, then what they add.
     */
    private void settle(List<LogRow> second, PriorityQueue<Event> later) {
        if (second.isEmpty()) {
            return;
        }
        Instant now = Instant.ofEpochSecond(second.get(0).time().getEpochSecond());
        while (!later.isEmpty() && later.peek().eventTime().isBefore(now)) {
            readership.take(later.remove());
        }
        if (forgotten.equals(Instant.MIN) || forgotten.plus(FORGET_EVERY).isBefore(now)) {
            readership.forget(now);
            forgotten = now;
        }
        second.forEach(row -> look(row, now));
        for (LogRow row : second) {
            later.add(row.impression());
            later.addAll(row.clicks());
        }
        second.clear();
    }

    private void look(LogRow row, Instant now) {
        SourceRequest request =
                new SourceRequest(
                        readership.user(row.userId()),
                        index.spaces().serving().isEmpty() ? "" : VectorSpace.NAME,
                        "",
                        RetrievalFilter.alive(now),
                        Set.of(),
                        new SourceRequest.Moment(row.impressionId(), now, Instant.MAX));
        Map<String, List<String>> proposals = new LinkedHashMap<>();
        for (CandidateSource source : sources) {
            proposals.put(source.name(), source.propose(request).postIds());
        }
        List<String> merged =
                merger.merge(proposals, pipeline.maxCandidates()).stream()
                        .map(Candidate::postId)
                        .toList();
        List<String> clicked = row.clicked().stream().map(row.postIds()::get).toList();
        report.impression(readership.size());
        for (String postId : clicked) {
            if (readership.knows(postId)) {
                report.click(postId, proposals, merged);
            } else {
                report.unknown();
            }
        }
    }
}

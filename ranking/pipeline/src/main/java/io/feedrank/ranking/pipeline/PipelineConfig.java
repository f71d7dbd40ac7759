package io.feedrank.ranking.pipeline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.ranking.pipeline.rerank.DiversityConfig;
import io.feedrank.ranking.pipeline.source.SourceLimits;
import java.time.Duration;

/**
 * Sizes of the pipeline.
 *
 * @param annCandidates asked of the vector index
 * @param sourceCandidates asked of each other source
 * @param maxCandidates hydrated and scored
 * @param snapshotSize items of a ranked feed, when the first page is no longer
 * @param sources which are asked, and what each may take
 * @param maxAge of posts in a feed; zero: any
 * @param trendingWindow a post clicked once is no trend any more after it
 * @param diversity of the re-ranker
 * @param audit of which users the log holds the vectors of posts
 */
public record PipelineConfig(
        int annCandidates,
        int sourceCandidates,
        int maxCandidates,
        int snapshotSize,
        SourceLimits sources,
        Duration maxAge,
        Duration trendingWindow,
        DiversityConfig diversity,
        AuditShare audit) {
    /** The re-ranker chooses among so many times what it returns. */
    static final int CHOICE = 4;

    /** Verdicts kept with a feed that was not asked to explain itself. */
    static final int MOST_VERDICTS = 400;

    private static final String MAX_AGE = "ranking.max-age-ms";
    private static final String WINDOW = "ranking.trending-window-ms";

    public PipelineConfig {
        check("ranking.ann-candidates", annCandidates, 10_000);
        check("ranking.source-candidates", sourceCandidates, 10_000);
        check("ranking.max-candidates", maxCandidates, 10_000);
        check("ranking.snapshot-size", snapshotSize, RankingRequest.MOST_ITEMS);
        if (maxAge.isNegative()) {
            throw FeedrankException.badInput(
                    MAX_AGE + ": got " + maxAge.toMillis() + ", expected 0 or more");
        }
        if (trendingWindow.isNegative() || trendingWindow.isZero()) {
            throw FeedrankException.badInput(
                    WINDOW + ": got " + trendingWindow.toMillis() + ", expected more than 0");
        }
    }

    /** The sizes in {@code settings}. */
    public static PipelineConfig from(Settings settings) {
        return new PipelineConfig(
                settings.getInt("ranking.ann-candidates"),
                settings.getInt("ranking.source-candidates"),
                settings.getInt("ranking.max-candidates"),
                settings.getInt("ranking.snapshot-size"),
                SourceLimits.from(settings),
                settings.getDuration(MAX_AGE),
                settings.getDuration(WINDOW),
                DiversityConfig.DEFAULT,
                AuditShare.from(settings));
    }

    private static void check(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw FeedrankException.badInput(key + ": got " + value + ", expected 1 to " + most);
        }
    }
}

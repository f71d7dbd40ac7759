package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.impression.FeedEvent;
import io.feedrank.ranking.training.impression.ImpressionFeatures;
import io.feedrank.ranking.training.impression.ImpressionView;
import io.feedrank.ranking.training.impression.ViewContext;
import java.time.Instant;
import java.util.List;

/** The impression features, told of the log. */
final class StandardInputs implements ModelInputs {
    private final ImpressionFeatures features;

    StandardInputs(ImpressionFeatures features) {
        this.features = features;
    }

    @Override
    public List<String> columns() {
        return features.columns();
    }

    @Override
    public float[] rows(LoggedImpression impression) {
        return features.rows(view(impression));
    }

    @Override
    public void shown(LoggedImpression impression) {
        features.apply(new FeedEvent.Impressed(view(impression)));
    }

    @Override
    public void clicked(LoggedImpression impression) {
        features.apply(
                new FeedEvent.Clicked(
                        view(impression),
                        Instant.ofEpochSecond(impression.clickSecond()),
                        impression.clickedIds()));
    }

    @Override
    public void read(PastRead read) {
        Double seconds = read.seconds() == null ? null : (Double) (double) read.seconds();
        features.apply(
                new FeedEvent.Read(
                        read.userId(),
                        Instant.ofEpochSecond(read.countsAt()),
                        read.postId(),
                        seconds,
                        read.scrollPercent()));
    }

    private static ImpressionView view(LoggedImpression impression) {
        String page = impression.logged().page();
        String device = impression.logged().row().device();
        String session = impression.logged().row().sessionId();
        return new ImpressionView(
                impression.userId(),
                impression.time(),
                session == null ? "" : session,
                new ViewContext(
                        device == null ? "" : device,
                        impression.logged().subscriber(),
                        impression.logged().signedOn(),
                        page.isEmpty() ? null : page),
                impression.postIds());
    }
}

package io.feedrank.tests.oracle;

import io.feedrank.feature.aggregate.DistinctDays;
import io.feedrank.feature.aggregate.Fold;
import io.feedrank.feature.catalog.Aggregation;
import io.feedrank.feature.catalog.Collecting;
import io.feedrank.feature.catalog.Counting;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.Prior;
import io.feedrank.feature.catalog.Sessions;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Property;
import io.feedrank.feature.state.Signal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a feature is as of a second, by a loop over the raw events from before it. */
final class NaiveFeatures {
    /**
     * Whom and what a feature is asked for.
     *
     * @param similarity of user and post; null when one of them has no vector
     */
    record Subject(
            String userId,
            String postId,
            String topic,
            String authorId,
            @Nullable Double similarity) {}

    private final RawEvents events;

    NaiveFeatures(RawEvents events) {
        this.events = events;
    }

    double value(Feature feature, Subject of, long asOf) {
        List<Touch> touches = touches(feature.entity(), of, asOf);
        Aggregation aggregation = feature.aggregation();
        if (aggregation instanceof Counting counting) {
            return counted(counting, feature.entity(), touches, asOf, of);
        }
        if (aggregation instanceof Sessions sessions) {
            return NaiveSession.value(sessions, touches, asOf);
        }
        if (aggregation instanceof Aggregation.Age) {
            long created = events.row(of.postId()).createdAt().toEpochMilli();
            return Math.max(0, (double) (asOf * 1000 - created) / 3_600_000);
        }
        if (feature.group().id().equals("post_traffic")) {
            return NaiveTraffic.value(feature.name(), touches, asOf);
        }
        return collected(feature, touches, asOf, of).orElse(feature.defaultValue());
    }

    private List<Touch> touches(Entity entity, Subject of, long asOf) {
        List<Touch> touches =
                switch (entity) {
                    case POST -> events.ofPost(of.postId());
                    case AUTHOR -> events.ofAuthor(of.authorId());
                    case TOPIC -> events.ofTopic(of.topic());
                    case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST ->
                            events.ofUser(of.userId());
                };
        List<Touch> before = RawEvents.before(touches, asOf);
        return entity.crossed()
                ? NaiveBounds.kept(
                        before, entity, entity.crossKey(of.postId(), of.topic(), of.authorId()))
                : before;
    }

    private double counted(
            Counting aggregation, Entity entity, List<Touch> touches, long asOf, Subject of) {
        NaiveTiles tiles = new NaiveTiles(entity, touches, asOf);
        if (aggregation instanceof Counting.Count count) {
            return tiles.within(is(count.signal()), count.window()).size();
        }
        if (aggregation instanceof Counting.DecayedCount count) {
            return tiles.decayed(is(count.signal()), count.halfLife().duration());
        }
        if (aggregation instanceof Counting.Rate rate) {
            return smoothed(
                    rate.prior(),
                    tiles.within(is(rate.of()), rate.window()).size(),
                    tiles.within(is(rate.per()), rate.window()).size());
        }
        if (aggregation instanceof Counting.DecayedRate rate) {
            return smoothed(
                    rate.prior(),
                    tiles.decayed(is(rate.of()), rate.halfLife().duration()),
                    tiles.decayed(is(rate.per()), rate.halfLife().duration()));
        }
        if (aggregation instanceof Counting.ShareOfUser share) {
            NaiveTiles all =
                    new NaiveTiles(
                            entity, RawEvents.before(events.ofUser(of.userId()), asOf), asOf);
            return tiles.decayed(is(share.signal()), share.halfLife().duration())
                    / (all.decayed(is(share.signal()), share.halfLife().duration()) + 1);
        }
        if (aggregation instanceof Counting.Total total) {
            return (double) touches.stream().filter(is(total.signal())).count();
        }
        throw new IllegalArgumentException("no loop for " + aggregation);
    }

    private static double smoothed(Prior prior, double of, double per) {
        return (of + prior.successes()) / (per + prior.trials());
    }

    private static OptionalDouble collected(
            Feature feature, List<Touch> touches, long asOf, Subject of) {
        if (feature.aggregation() instanceof Collecting.DwellSeconds dwell) {
            List<Touch> read =
                    new NaiveTiles(feature.entity(), touches, asOf)
                            .within(is(Signal.DWELL), dwell.window());
            return read.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(fold(dwell, read));
        }
        if (feature.aggregation() instanceof Collecting.DistinctCount distinct) {
            return OptionalDouble.of(distinct(distinct, touches, asOf));
        }
        if (feature.aggregation() instanceof Collecting.LastShare last) {
            return lastShare(last, touches, of);
        }
        if (feature.aggregation() instanceof Collecting.DecayedSimilarity) {
            Double similarity = of.similarity();
            return similarity == null ? OptionalDouble.empty() : OptionalDouble.of(similarity);
        }
        throw new IllegalArgumentException("no loop for " + feature);
    }

    private static double fold(Collecting.DwellSeconds dwell, List<Touch> read) {
        long millis =
                dwell.fold() == Fold.SUM
                        ? read.stream().mapToLong(Touch::dwellMs).sum()
                        : dwell.fold() == Fold.MAX
                                ? read.stream().mapToLong(Touch::dwellMs).max().orElse(0)
                                : read.stream().mapToLong(Touch::dwellMs).min().orElse(0);
        return millis / 1000.0;
    }

    /** The sketch of the set; it has to be near the size of that set. */
    private static double distinct(
            Collecting.DistinctCount distinct, List<Touch> touches, long asOf) {
        DistinctDays sketch = new DistinctDays();
        List<Touch> counted =
                touches.stream()
                        .filter(is(distinct.signal()))
                        .filter(of -> !text(distinct, of).isEmpty())
                        .toList();
        counted.forEach(touch -> sketch.add(touch.event().eventTime(), text(distinct, touch)));
        long start = asOf - distinct.window().toSeconds();
        long exact =
                counted.stream()
                        .filter(
                                touch -> {
                                    long day = Math.floorDiv(touch.second(), 86_400L);
                                    return day == Math.floorDiv(asOf, 86_400L)
                                            || day * 86_400 + 43_200 > start;
                                })
                        .map(touch -> text(distinct, touch))
                        .distinct()
                        .count();
        double estimate = sketch.estimate(Instant.ofEpochSecond(asOf), distinct.window());
        if (Math.abs(estimate - exact) > 5 * DistinctDays.ERROR * exact + 0.01) {
            throw new AssertionError("got about " + estimate + " different, there are " + exact);
        }
        return estimate;
    }

    private static String text(Collecting.DistinctCount distinct, Touch touch) {
        return text(distinct.property(), touch);
    }

    private static OptionalDouble lastShare(
            Collecting.LastShare last, List<Touch> touches, Subject of) {
        String candidates =
                switch (last.property()) {
                    case POST -> of.postId();
                    case TOPIC -> of.topic();
                    case AUTHOR -> of.authorId();
                    case USER -> "";
                };
        List<String> values =
                touches.stream()
                        .filter(is(last.signal()))
                        .filter(touch -> !text(last.property(), touch).isEmpty())
                        .sorted(
                                Comparator.comparingLong(Touch::second)
                                        .reversed()
                                        .thenComparing(touch -> text(last.property(), touch)))
                        .limit(last.most())
                        .map(touch -> text(last.property(), touch))
                        .toList();
        if (values.isEmpty() || candidates.isEmpty()) {
            return OptionalDouble.empty();
        }
        long equal = values.stream().filter(candidates::equals).count();
        return OptionalDouble.of((double) equal / values.size());
    }

    private static String text(Property property, Touch touch) {
        return switch (property) {
            case USER -> touch.userId();
            case POST -> touch.postId();
            case TOPIC -> touch.topic();
            case AUTHOR -> touch.authorId();
        };
    }

    private static Predicate<Touch> is(Signal signal) {
        return touch -> touch.signal() == signal;
    }
}

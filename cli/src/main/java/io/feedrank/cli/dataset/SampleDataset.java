package io.feedrank.cli.dataset;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A generated newsroom: three days of people reading, with tastes that a ranker can learn, then a
 * few events sent twice and a few records that are no events. The same seed and scale give the same
 * data.
 */
public final class SampleDataset implements Dataset {
    /** The dataset's last moment. */
    public static final Instant END = Instant.parse("2024-03-04T00:00:00Z");

    private static final Duration SPAN = Duration.ofDays(3);
    private static final Duration USERS_EXIST_BEFORE = Duration.ofDays(30);
    private static final int AUTHORS = 150;
    private static final int POSTS = 5_000;
    private static final int USERS = 2_000;
    private static final int MALFORMED_EVERY = 4_200;

    private final long seed;
    private final Newsroom newsroom;

    /**
     * @param scale share of the full size, more than 0 and at most 10
     */
    public SampleDataset(long seed, double scale) {
        if (!(scale > 0 && scale <= 10)) {
            throw FeedrankException.badInput(
                    "--scale: got " + scale + ", expected more than 0 and at most 10");
        }
        this.seed = seed;
        Newsroom.Size size =
                new Newsroom.Size(
                        (int) Math.max(20, AUTHORS * StrictMath.sqrt(scale)),
                        (int) Math.ceil(POSTS * scale),
                        (int) Math.ceil(USERS * scale));
        this.newsroom = Newsroom.draw(seed, size, start().toEpochMilli(), END.toEpochMilli());
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public Instant start() {
        return END.minus(SPAN);
    }

    @Override
    public Instant end() {
        return END;
    }

    @Override
    public Stream<UserRow> users() {
        return newsroom.readers().stream()
                .map(
                        reader ->
                                new UserRow(
                                        reader.id(),
                                        start().minus(USERS_EXIST_BEFORE),
                                        reader.language(),
                                        reader.country()));
    }

    @Override
    public Stream<PostRow> posts() {
        return newsroom.articles().stream()
                .map(
                        article ->
                                new PostRow(
                                        article.id(),
                                        newsroom.authors().get(article.author()).id(),
                                        Instant.ofEpochMilli(article.createdAtMs()),
                                        article.text().title(),
                                        article.text().body(),
                                        article.language(),
                                        newsroom.topics().get(article.topic()),
                                        article.draft() ? PostRow.DRAFT : PostRow.PUBLISHED,
                                        article.expiresAtMs() == null
                                                ? null
                                                : Instant.ofEpochMilli(article.expiresAtMs())));
    }

    @Override
    public Stream<FollowRow> follows() {
        return newsroom.readers().stream()
                .flatMap(
                        reader ->
                                reader.follows().stream()
                                        .map(
                                                author ->
                                                        new FollowRow(
                                                                reader.id(),
                                                                newsroom.authors().get(author).id(),
                                                                start())));
    }

    @Override
    public Stream<BlockRow> blocks() {
        return newsroom.readers().stream()
                .flatMap(
                        reader ->
                                reader.blocks().stream()
                                        .map(
                                                author ->
                                                        new BlockRow(
                                                                reader.id(),
                                                                newsroom.authors().get(author).id(),
                                                                start())));
    }

    @Override
    public Stream<FeedRecord> records() {
        ReadingSimulation reading =
                new ReadingSimulation(
                        newsroom, seed + 1, start().toEpochMilli(), END.toEpochMilli());
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new RoughDelivery(reading, seed + 2, MALFORMED_EVERY),
                        Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public Optional<ClickTruth> truth() {
        return Optional.of(new SampleTruth(newsroom));
    }
}

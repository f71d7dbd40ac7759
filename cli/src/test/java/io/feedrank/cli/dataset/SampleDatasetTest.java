package io.feedrank.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDatasetTest {
    private static final SampleDataset FULL = new SampleDataset(7, 1);
    private static final SampleDataset SMALL = new SampleDataset(7, 0.1);
    private static final int GOLDEN = -738_881_189;
    private static final long SIX_HOURS_MS = 6 * 3_600_000L;

    @Test
    void the_full_sample_has_the_promised_size() {
        Set<String> ids = new HashSet<>();
        Map<EventType, Integer> types = new EnumMap<>(EventType.class);
        Map<Class<?>, Integer> kinds = new HashMap<>();
        try (Stream<FeedRecord> records = FULL.records()) {
            records.forEach(
                    record -> {
                        kinds.merge(record.getClass(), 1, Integer::sum);
                        if (record instanceof FeedRecord.Fresh fresh) {
                            assertThat(ids.add(fresh.event().eventId())).isTrue();
                            types.merge(fresh.event().type(), 1, Integer::sum);
                        }
                    });
        }
        assertThat(ids.size()).isBetween(200_000, 240_000);
        assertThat(types)
                .containsKeys(
                        EventType.IMPRESSION,
                        EventType.CLICK,
                        EventType.LIKE,
                        EventType.HIDE,
                        EventType.DWELL);
        assertThat(types.get(EventType.HIDE)).isGreaterThan(300);
        assertThat(kinds.get(FeedRecord.Malformed.class)).isBetween(40, 60);
        assertThat(kinds.get(FeedRecord.Repeat.class))
                .isBetween(ids.size() / 300, ids.size() / 150);
        assertThat(FULL.users().count()).isEqualTo(2_000);
        assertThat(FULL.posts().count()).isEqualTo(5_000);
        assertThat(FULL.follows().distinct().count()).isBetween(8_000L, 30_000L);
        assertThat(FULL.blocks().count()).isBetween(200L, 2_000L);
    }

    @Test
    void posts_have_titles_and_bodies_in_three_languages_on_twelve_topics() {
        List<PostRow> posts = FULL.posts().toList();
        assertThat(posts)
                .allSatisfy(
                        post -> {
                            assertThat(post.title()).hasSizeGreaterThan(10).doesNotContain("{");
                            assertThat(post.body()).hasSizeGreaterThan(80).doesNotContain("{");
                        });
        assertThat(posts.stream().map(PostRow::language).distinct())
                .containsExactlyInAnyOrder("en", "de", "fr");
        assertThat(posts.stream().map(PostRow::topic).distinct()).hasSize(12);
        assertThat(posts.stream().map(PostRow::authorId).distinct().count()).isBetween(120L, 150L);
        assertThat(posts.stream().filter(post -> post.createdAt().isBefore(FULL.start())))
                .hasSizeGreaterThan(1_000);
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
        int first = hash(new SampleDataset(7, 0.02));
        assertThat(hash(new SampleDataset(7, 0.02))).isEqualTo(first);
        assertThat(hash(new SampleDataset(8, 0.02))).isNotEqualTo(first);
        assertThat(first).as("also from one run of the JVM to the next").isEqualTo(GOLDEN);
    }

    @Test
    void records_come_in_event_time_order_within_the_three_days() {
        Instant last = FULL.start();
        for (FeedRecord record : all(SMALL)) {
            assertThat(record.sentAt()).isBetween(last, FULL.end());
            last = record.sentAt();
        }
        assertThat(last).isAfter(FULL.end().minus(Duration.ofMinutes(10)));
    }

    @Test
    void a_list_shows_only_posts_that_are_out_and_not_of_a_blocked_author() {
        Map<String, PostRow> posts =
                SMALL.posts().collect(Collectors.toMap(PostRow::id, post -> post));
        Set<String> blocks =
                SMALL.blocks()
                        .map(row -> row.userId() + row.authorId())
                        .collect(Collectors.toSet());
        for (Event event : events(SMALL)) {
            assertThat(event.postIds()).doesNotHaveDuplicates();
            for (String id : event.postIds()) {
                PostRow post = posts.get(id);
                assertThat(post.status()).isEqualTo(PostRow.PUBLISHED);
                assertThat(post.createdAt()).isBeforeOrEqualTo(event.eventTime());
                assertThat(blocks).doesNotContain(event.userId() + post.authorId());
            }
        }
    }

    @Test
    void a_repeat_follows_its_event_and_a_malformed_record_is_no_event() {
        Set<String> sent = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (FeedRecord record : all(SMALL)) {
            if (record instanceof FeedRecord.Fresh fresh) {
                sent.add(fresh.event().eventId());
            } else if (record instanceof FeedRecord.Repeat repeat) {
                assertThat(sent).contains(repeat.event().eventId());
            } else if (record instanceof FeedRecord.Malformed malformed) {
                assertThat(keys.add(malformed.key())).isTrue();
                assertThatThrownBy(() -> EventCodec.decode(malformed.value(), null))
                        .isInstanceOf(FeedrankException.class);
            }
        }
        assertThat(keys).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void who_knows_the_tastes_ranks_much_better_than_popularity() {
        ClickTruth truth = SMALL.truth().orElseThrow();
        Scores oracle = new Scores();
        Scores popularity = new Scores();
        List<Event> events = events(SMALL);
        Map<String, Set<String>> clicked = new HashMap<>();
        events.stream()
                .filter(event -> event.type() == EventType.CLICK)
                .forEach(
                        click ->
                                clicked.computeIfAbsent(
                                                click.eventId()
                                                        .substring(
                                                                0,
                                                                click.eventId().indexOf("-click")),
                                                id -> new HashSet<>())
                                        .addAll(click.postIds()));
        Map<String, Double> clicks = new HashMap<>();
        for (Event event : events) {
            double grown =
                    Math.pow(
                            2,
                            (event.eventTime().toEpochMilli() - SMALL.start().toEpochMilli())
                                    / (double) SIX_HOURS_MS);
            if (event.type() == EventType.CLICK) {
                clicks.merge(event.postIds().get(0), grown, Double::sum);
            } else if (event.type() == EventType.IMPRESSION
                    && event.eventTime().isAfter(SMALL.end().minus(Duration.ofDays(1)))) {
                for (String post : event.postIds()) {
                    boolean positive =
                            clicked.getOrDefault(event.eventId(), Set.of()).contains(post);
                    oracle.add(
                            truth.clickProbability(event.userId(), post, event.eventTime()),
                            positive);
                    popularity.add(clicks.getOrDefault(post, 0.0) / grown, positive);
                }
            }
        }
        assertThat(popularity.auc()).isBetween(0.52, 0.68);
        assertThat(oracle.auc()).isGreaterThan(0.76).isGreaterThan(popularity.auc() + 0.1);
    }

    @Test
    void people_stay_longer_with_what_interests_them() {
        ClickTruth truth = SMALL.truth().orElseThrow();
        double longReads = 0;
        double shortReads = 0;
        int longs = 0;
        int shorts = 0;
        for (Event event : events(SMALL)) {
            if (event.type() == EventType.DWELL) {
                double liking =
                        truth.clickProbability(
                                event.userId(), event.postIds().get(0), event.eventTime());
                boolean isLong = event.dwellMs() >= 30_000;
                longReads += isLong ? liking : 0;
                shortReads += isLong ? 0 : liking;
                longs += isLong ? 1 : 0;
                shorts += isLong ? 0 : 1;
            }
        }
        assertThat(longs).isGreaterThan(500);
        assertThat(longReads / longs).isGreaterThan(1.2 * shortReads / shorts);
    }

    private static List<Event> events(Dataset dataset) {
        List<Event> events = new ArrayList<>();
        for (FeedRecord record : all(dataset)) {
            if (record instanceof FeedRecord.Fresh fresh) {
                events.add(fresh.event());
            }
        }
        return events;
    }

    private static List<FeedRecord> all(Dataset dataset) {
        try (Stream<FeedRecord> records = dataset.records()) {
            return records.toList();
        }
    }

    private static int hash(Dataset dataset) {
        int hash = dataset.posts().toList().hashCode();
        hash = 31 * hash + dataset.users().toList().hashCode();
        hash = 31 * hash + dataset.follows().toList().hashCode();
        for (FeedRecord record : all(dataset)) {
            hash = 31 * hash + Arrays.hashCode(record.value());
        }
        return hash;
    }
}

package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Each aggregation against a loop over the raw events, with the events in any order. */
class AlgebraTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final long NOW = NOON.getEpochSecond();
    private static final Duration DAY = Duration.ofHours(24);
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofHours(1), Duration.ofHours(6), DAY, Duration.ofDays(7));

    private record Raw(Instant time, long value, String key) {}

    @Property(tries = 40)
    void a_sliding_count_equals_the_loop_over_tiles(@ForAll long seed) {
        List<Raw> events = events(seed, 400);
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 1);
        shuffled(events, seed).forEach(event -> counts.add(event.time(), 0, 1));
        for (Duration window : WINDOWS) {
            long expected = events.stream().filter(event -> inside(event, window)).count();
            assertThat(counts.window(0, NOON, window)).as("%s", window).isEqualTo(expected);
        }
    }

    @Property(tries = 40)
    void sum_least_and_greatest_equal_the_loop_over_tiles(@ForAll long seed) {
        List<Raw> events = events(seed, 200);
        for (Fold fold : Fold.values()) {
            TiledValues values = new TiledValues(TileLadder.FINE, fold);
            TiledValues first = new TiledValues(TileLadder.FINE, fold);
            TiledValues second = new TiledValues(TileLadder.FINE, fold);
            for (Raw event : shuffled(events, seed)) {
                values.add(event.time(), event.value());
                (event.value() % 2 == 0 ? first : second).add(event.time(), event.value());
            }
            first.merge(second);
            Codec<TiledValues> codec = TiledValues.codec(TileLadder.FINE, fold);
            TiledValues read = codec.fromBytes(codec.toBytes(values), 0);
            assertThat(codec.toBytes(first)).as("merged").isEqualTo(codec.toBytes(values));
            for (Duration window : WINDOWS) {
                List<Long> inside =
                        events.stream()
                                .filter(event -> inside(event, window))
                                .map(Raw::value)
                                .toList();
                OptionalLong expected =
                        inside.isEmpty()
                                ? OptionalLong.empty()
                                : OptionalLong.of(
                                        inside.stream().reduce(fold.nothing(), fold::apply));
                assertThat(read.window(NOON, window)).as("%s %s", fold, window).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 40)
    void the_last_values_equal_the_loop(@ForAll long seed) {
        List<Raw> events = events(seed, 90);
        LastValues last = new LastValues(20);
        LastValues other = new LastValues(20);
        for (Raw event : shuffled(events, seed)) {
            (event.value() % 2 == 0 ? last : other).add(event.time(), event.key());
        }
        last.merge(other);
        List<String> expected =
                events.stream()
                        .sorted(
                                Comparator.comparingLong((Raw raw) -> raw.time().getEpochSecond())
                                        .reversed()
                                        .thenComparing(Raw::key))
                        .limit(20)
                        .map(Raw::key)
                        .toList();
        Codec<LastValues> codec = LastValues.codec(20);
        LastValues read = codec.fromBytes(codec.toBytes(last), 0);
        assertThat(read.values()).isEqualTo(expected);
        assertThat(read.share("k1"))
                .isEqualTo((double) Collections.frequency(expected, "k1") / expected.size());
    }

    @Property(tries = 30)
    void distinct_values_are_bit_equal_in_any_order_and_near_the_loop(@ForAll long seed) {
        Random random = new Random(seed);
        List<Raw> events = new ArrayList<>();
        int people = 1 + random.nextInt(3_000);
        for (int i = 0; i < 4_000; i++) {
            Instant time = NOON.minusSeconds(random.nextInt(6 * 86_400));
            events.add(new Raw(time, i, "u" + random.nextInt(people)));
        }
        DistinctDays days = new DistinctDays();
        DistinctDays again = new DistinctDays();
        DistinctDays part = new DistinctDays();
        events.forEach(event -> days.add(event.time(), event.key()));
        for (Raw event : shuffled(events, seed)) {
            (event.value() % 2 == 0 ? again : part).add(event.time(), event.key());
        }
        Codec<DistinctDays> codec = DistinctDays.codec();
        again.merge(codec.fromBytes(codec.toBytes(part), 0));
        Set<String> exact = new HashSet<>();
        events.forEach(event -> exact.add(event.key()));
        double estimate = days.estimate(NOON, Duration.ofDays(7));
        assertThat(estimate).isCloseTo(exact.size(), within(5 * DistinctDays.ERROR * people + 1));
        assertThat(again.estimate(NOON, Duration.ofDays(7))).isEqualTo(estimate);
        assertThat(codec.fromBytes(codec.toBytes(days), 0).estimate(NOON, Duration.ofDays(7)))
                .isEqualTo(estimate);
    }

    @Property(tries = 30)
    void the_top_keys_equal_the_loop_while_all_have_a_place(@ForAll long seed) {
        Random random = new Random(seed);
        TopKeys keys = new TopKeys(64);
        TopKeys part = new TopKeys(64);
        Map<String, Long> exact = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            String key = "k" + (int) (Math.pow(random.nextDouble(), 3) * 40);
            (i % 3 == 0 ? part : keys).add(key);
            exact.merge(key, 1L, Long::sum);
        }
        keys.merge(part);
        Codec<TopKeys> codec = TopKeys.codec(64);
        TopKeys read = codec.fromBytes(codec.toBytes(keys), 0);
        List<String> expected =
                exact.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(5)
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(read.error()).isZero();
        assertThat(read.top(5)).isEqualTo(expected);
        exact.forEach((key, count) -> assertThat(read.count(key)).isEqualTo(count));
        assertThat(read.total()).isEqualTo(500);
    }

    @Property(tries = 30)
    void a_mean_vector_is_bit_equal_in_any_order_and_near_the_exact_mean(@ForAll long seed) {
        Random random = new Random(seed);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            vectors.add(new float[] {random.nextFloat() - 0.5f, random.nextFloat(), -1});
        }
        MeanVector mean = new MeanVector(3);
        vectors.forEach(mean::add);
        MeanVector again = new MeanVector(3);
        MeanVector part = new MeanVector(3);
        Collections.shuffle(vectors, random);
        for (int i = 0; i < vectors.size(); i++) {
            (i % 2 == 0 ? again : part).add(vectors.get(i));
        }
        again.merge(part);
        Codec<MeanVector> codec = MeanVector.codec(3);
        assertThat(codec.toBytes(again)).isEqualTo(codec.toBytes(mean));
        float[] read = codec.fromBytes(codec.toBytes(mean), 0).mean();
        double exact = vectors.stream().mapToDouble(vector -> vector[0]).average().orElseThrow();
        assertThat(read[0]).isCloseTo((float) exact, within(1e-6f));
        assertThat(read[2]).isEqualTo(-1f);
    }

    @Property(tries = 40)
    void a_session_equals_the_loop_back_to_the_last_pause(@ForAll long seed) {
        Random random = new Random(seed);
        List<Long> seconds = new ArrayList<>();
        long second = NOW;
        for (int i = 0; i < 60; i++) {
            second -= random.nextInt(8) == 0 ? 1_000 + random.nextInt(2_000) : random.nextInt(90);
            seconds.add(second);
        }
        SessionCounts session = new SessionCounts(2);
        SessionCounts part = new SessionCounts(2);
        List<Long> arrivals = new ArrayList<>(seconds);
        Collections.shuffle(arrivals, random);
        for (int i = 0; i < arrivals.size(); i++) {
            (i % 2 == 0 ? session : part).add(Instant.ofEpochSecond(arrivals.get(i)), 1);
        }
        session.merge(part);
        int expected = 0;
        long before = NOW;
        for (long each : seconds) {
            if (before - each > 1_800) {
                break;
            }
            before = each;
            expected++;
        }
        Codec<SessionCounts> codec = SessionCounts.codec(2);
        SessionCounts read = codec.fromBytes(codec.toBytes(session), 0);
        assertThat(read.count(1, NOON, Duration.ofMinutes(30))).isEqualTo(expected);
        assertThat(read.length(NOON, Duration.ofMinutes(30)))
                .isEqualTo(Duration.ofSeconds(expected == 0 ? 0 : NOW - before));
    }

    @Property(tries = 30)
    void merged_counts_and_vectors_equal_those_counted_in_one(@ForAll long seed) {
        List<Raw> events = events(seed, 200);
        TiledCounts all = new TiledCounts(TileLadder.COARSE, 1);
        TiledCounts first = new TiledCounts(TileLadder.COARSE, 1);
        TiledCounts second = new TiledCounts(TileLadder.COARSE, 1);
        DecayedVector vector = new DecayedVector(2);
        DecayedVector one = new DecayedVector(2);
        DecayedVector two = new DecayedVector(2);
        for (Raw event : shuffled(events, seed)) {
            boolean even = event.value() % 2 == 0;
            float[] direction = {event.value() % 7, 1};
            all.add(event.time(), 0, 1);
            (even ? first : second).add(event.time(), 0, 1);
            vector.add(direction, event.time(), DAY);
            (even ? one : two).add(direction, event.time(), DAY);
        }
        first.merge(second);
        one.merge(two, DAY);
        Codec<TiledCounts> codec = TiledCounts.codec(TileLadder.COARSE, 1);
        assertThat(codec.toBytes(first)).isEqualTo(codec.toBytes(all));
        assertThat(one.unit()).containsExactly(vector.unit(), within(1e-4f));
    }

    // Independent of the ladder's code: 5 minutes for what is aligned to an hour within 2 to 3
    // hours, 1 hour for what is aligned to 6 hours within 42 to 48, else 6 hours.
    private static boolean inside(Raw event, Duration window) {
        long second = event.time().getEpochSecond();
        long hours = Math.floorDiv(NOW - 10_800 + 3_600, 3_600L) * 3_600;
        long sixes = Math.floorDiv(NOW - 172_800 + 21_600, 21_600L) * 21_600;
        long width = second >= hours ? 300 : second >= sixes ? 3_600 : 21_600;
        long tile = Math.floorDiv(second, width) * width;
        return tile + width / 2 > NOW - window.toSeconds();
    }

    private static List<Raw> shuffled(List<Raw> events, long seed) {
        List<Raw> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed + 1));
        return shuffled;
    }

    private static List<Raw> events(long seed, int count) {
        Random random = new Random(seed);
        List<Raw> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long age = (long) (Math.pow(random.nextDouble(), 3) * Duration.ofDays(7).toSeconds());
            events.add(
                    new Raw(
                            NOON.minusSeconds(age),
                            random.nextInt(90_000),
                            "k" + random.nextInt(5)));
        }
        return events;
    }
}

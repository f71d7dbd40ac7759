package io.feedrank.feature.online.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineRead;
import io.feedrank.feature.online.VersionedValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearCacheTest {
    private static final OnlineKey POST = new OnlineKey(FeatureGroup.POST_STATS, "p1");
    private static final OnlineKey OTHER = new OnlineKey(FeatureGroup.POST_STATS, "p2");
    private static final OnlineKey USER = new OnlineKey(FeatureGroup.USER_BLOCKS, "u1");
    private static final NearCacheConfig CONFIG =
            new NearCacheConfig(
                    1 << 20, Map.of("post_stats", Duration.ofMillis(500)), Duration.ofMinutes(10));

    private final ScriptedStore store = new ScriptedStore();
    private final AtomicLong nanos = new AtomicLong();
    private final NearCache near = new NearCache(store, CONFIG, nanos::get);

    @Test
    void a_value_within_its_bound_is_not_read_again_and_one_beyond_it_is() {
        store.set(POST, 1);
        assertThat(sequence(near.get(List.of(POST)))).isEqualTo(1);
        store.set(POST, 2);
        passes(Duration.ofMillis(500));
        assertThat(sequence(near.get(List.of(POST)))).isEqualTo(1);
        passes(Duration.ofMillis(1));
        assertThat(sequence(near.get(List.of(POST)))).isEqualTo(2);
        assertThat(near.counts().hits()).isEqualTo(1);
        assertThat(near.counts().read()).isEqualTo(2);
    }

    @Test
    void a_group_without_a_bound_is_always_read() {
        store.set(USER, 1);
        near.get(List.of(USER));
        store.set(USER, 2);
        assertThat(sequence(near.get(List.of(USER)))).isEqualTo(2);
    }

    @Test
    void only_what_is_not_kept_is_asked_for_and_what_is_not_there_is_known_too() {
        store.set(POST, 1);
        near.get(List.of(POST, OTHER));
        assertThat(near.get(List.of(OTHER, POST, USER, POST))).hasSize(4);
        assertThat(store.asked()).containsExactly(List.of(POST, OTHER), List.of(USER));
    }

    @Test
    void requests_at_the_same_time_share_one_read_of_a_key() throws Exception {
        store.set(POST, 7);
        store.hold();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<List<VersionedValue>>> requests = new ArrayList<>();
        requests.add(threads.submit(() -> near.get(List.of(POST))));
        await().until(() -> store.asked().size() == 1);
        for (int i = 0; i < 5; i++) {
            requests.add(threads.submit(() -> near.get(List.of(POST, POST))));
        }
        await().until(() -> near.counts().coalesced() == 10);
        store.release();
        for (Future<List<VersionedValue>> request : requests) {
            assertThat(sequence(request.get(5, TimeUnit.SECONDS))).isEqualTo(7);
        }
        assertThat(store.asked()).hasSize(1);
        threads.shutdown();
    }

    @Test
    void a_shared_read_that_fails_fails_for_all_who_wait_and_for_nobody_after() throws Exception {
        store.hold();
        store.fail(new FeedrankException(Category.UNAVAILABLE, "away"));
        ExecutorService threads = Executors.newCachedThreadPool();
        Future<OnlineRead> first = threads.submit(() -> near.read(List.of(POST)));
        await().until(() -> store.asked().size() == 1);
        Future<OnlineRead> second = threads.submit(() -> near.read(List.of(POST)));
        await().until(() -> near.counts().coalesced() == 1);
        store.release();
        assertThat(first.get(5, TimeUnit.SECONDS).missing()).containsExactly("post_stats:v1");
        assertThat(second.get(5, TimeUnit.SECONDS).missing()).containsExactly("post_stats:v1");
        store.fail(null);
        store.set(POST, 1);
        assertThat(sequence(near.get(List.of(POST)))).isEqualTo(1);
        threads.shutdown();
    }

    @Test
    void what_was_read_is_served_up_to_the_stale_bound_while_the_store_is_away_and_said_so() {
        store.set(POST, 1);
        store.set(USER, 1);
        near.get(List.of(POST, USER));
        store.fail(new FeedrankException(Category.UNAVAILABLE, "away"));
        passes(Duration.ofMinutes(9));

        OnlineRead read = near.read(List.of(POST, USER, OTHER));

        assertThat(read.values().subList(0, 2))
                .extracting(VersionedValue::sequence)
                .containsExactly(1L, 1L);
        assertThat(read.values().get(2)).isNull();
        assertThat(read.stale()).containsExactly("post_stats:v1", "user_blocks:v1");
        assertThat(read.missing()).containsExactly("post_stats:v1");
        assertThat(read.shortfall()).containsExactly("near-cache", "post_stats:v1");
        assertThat(near.get(List.of(POST, USER))).doesNotContainNull();
        assertThatThrownBy(() -> near.get(List.of(OTHER))).hasMessage("away");

        passes(Duration.ofMinutes(2));
        read = near.read(List.of(USER));
        assertThat(read.missing()).containsExactly("user_blocks:v1");
        OnlineRead late = read;
        assertThatThrownBy(() -> late.require(FeatureGroup.USER_BLOCKS)).hasMessage("away");
    }

    @Test
    void a_defect_is_no_outage() {
        store.set(POST, 1);
        near.get(List.of(POST));
        passes(Duration.ofSeconds(1));
        store.fail(new FeedrankException(Category.INTERNAL, "broken"));
        assertThatThrownBy(() -> near.read(List.of(POST))).hasMessage("broken");
    }

    @Test
    void it_is_bounded_in_bytes() {
        List<OnlineKey> many =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> new OnlineKey(FeatureGroup.POST_STATS, "p" + i))
                        .toList();
        many.forEach(key -> store.set(key, 1));
        for (int from = 0; from < many.size(); from += 1_000) {
            near.get(many.subList(from, from + 1_000));
        }
        await().untilAsserted(() -> assertThat(near.size()).isBetween(1L, (1 << 20) / 300L));
    }

    @Test
    void the_age_of_what_is_served_is_told() {
        List<Long> ages = new ArrayList<>();
        near.onAge(ages::add);
        store.set(POST, 1);
        near.get(List.of(POST));
        passes(Duration.ofMillis(300));
        near.get(List.of(POST, OTHER));
        assertThat(ages).containsExactly(Duration.ofMillis(300).toNanos());
    }

    @Test
    void settings_are_read_and_wrong_ones_named() {
        NearCacheConfig defaults = NearCacheConfig.from(Settings.of(Map.of()));
        assertThat(defaults.maxBytes()).isEqualTo(128L << 20);
        assertThat(defaults.stale()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.freshFor(FeatureGroup.POST_STATS)).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.freshFor(FeatureGroup.USER_POSTS)).isZero();
        assertThatThrownBy(() -> fresh("post_stats=5"))
                .hasMessage(
                        "near-cache.fresh-ms: got 'post_stats=5', expected GROUP:MILLISECONDS,...");
        assertThatThrownBy(() -> fresh("post_stats:700000"))
                .hasMessageContaining("got 700000 for post_stats, expected 0 to near-cache.stale");
    }

    private static NearCacheConfig fresh(String bounds) {
        return NearCacheConfig.from(Settings.of(Map.of("near-cache.fresh-ms", bounds)));
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static long sequence(List<VersionedValue> values) {
        return values.get(0).sequence();
    }
}

package io.feedrank.ranking.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BreakerOnlineStoreTest {
    private static final List<OnlineKey> KEYS =
            List.of(new OnlineKey(FeatureGroup.POST_META, "p1"));

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final BreakerOnlineStore breaker = new BreakerOnlineStore(store);

    @Test
    void a_store_that_answers_is_asked_each_time() {
        for (int i = 0; i < 30; i++) {
            breaker.get(KEYS);
        }
        assertThat(store.reads()).hasSize(30);
    }

    @Test
    void a_store_that_keeps_failing_is_left_alone() {
        store.failOn(key -> true);
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> breaker.get(KEYS)).isNotNull();
        }
        assertThat(store.reads()).hasSize(20);
        assertThatThrownBy(() -> breaker.get(KEYS)).hasMessageContaining("failed too often");
    }
}

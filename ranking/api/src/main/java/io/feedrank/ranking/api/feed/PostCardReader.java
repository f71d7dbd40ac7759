package io.feedrank.ranking.api.feed;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.PostMeta;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link PostCards} in one round trip. */
final class PostCardReader {
    private final OnlineStore store;
    private final Clock clock;

    PostCardReader(OnlineStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    PostCards read(String user, List<String> postIds) {
        List<OnlineKey> keys = new ArrayList<>(postIds.size() + 1);
        keys.add(new OnlineKey(FeatureGroup.USER_BLOCKS, user));
        postIds.forEach(id -> keys.add(new OnlineKey(FeatureGroup.POST_META, id)));
        List<@Nullable VersionedValue> values = store.get(keys);
        IdSet blocks = decode(IdSet.CODEC, values.get(0));
        Map<String, Post> posts = new HashMap<>();
        for (int i = 0; i < postIds.size(); i++) {
            Post post = decode(PostMeta.CODEC, values.get(i + 1));
            if (post != null) {
                posts.put(postIds.get(i), post);
            }
        }
        return new PostCards(posts, blocks == null ? Set.of() : blocks.ids(), clock.millis());
    }

    static <T> @Nullable T decode(Codec<T> codec, @Nullable VersionedValue value) {
        return value == null ? null : codec.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
    }
}

package io.feedrank.ranking.pipeline.hydrate;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineRead;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.Entity;
import io.feedrank.ranking.pipeline.candidate.Item;
import io.feedrank.ranking.pipeline.candidate.ReadValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Round trip 3: what is known of the few authors and topics of all candidates. Thread-safe. */
final class ItemReader {
    private final OnlineStore store;
    private final List<FeatureGroup> ofAuthor;
    private final List<FeatureGroup> ofTopic;
    private final DeclaredCache authors;
    private final DeclaredCache topics;

    ItemReader(OnlineStore store, FeatureCatalog catalog) {
        this.store = store;
        this.ofAuthor = catalog.layouts(Entity.AUTHOR).stream().map(catalog::group).toList();
        this.ofTopic = catalog.layouts(Entity.TOPIC).stream().map(catalog::group).toList();
        this.authors = new DeclaredCache(catalog.layouts(Entity.AUTHOR));
        this.topics = new DeclaredCache(catalog.layouts(Entity.TOPIC));
    }

    /**
     * What was read.
     *
     * @param failure why some or all was not; empty when it was
     */
    record Items(Map<String, Item> authors, Map<String, Item> topics, String failure) {
        Item author(Post post) {
            return authors.getOrDefault(post.authorId(), Item.UNKNOWN);
        }

        Item topic(Post post) {
            return topics.getOrDefault(post.topic(), Item.UNKNOWN);
        }
    }

    /** A feed can do without: their features take their defaults. */
    Items read(Collection<Post> posts) {
        Set<String> authorIds = new LinkedHashSet<>();
        Set<String> topicIds = new LinkedHashSet<>();
        for (Post post : posts) {
            authorIds.add(post.authorId());
            topicIds.add(post.topic());
        }
        authorIds.remove("");
        topicIds.remove("");
        List<OnlineKey> keys = new ArrayList<>();
        authorIds.forEach(id -> ofAuthor.forEach(group -> keys.add(new OnlineKey(group, id))));
        topicIds.forEach(id -> ofTopic.forEach(group -> keys.add(new OnlineKey(group, id))));
        if (keys.isEmpty()) {
            return new Items(Map.of(), Map.of(), "");
        }
        try {
            OnlineRead read = store.read(keys);
            List<@Nullable VersionedValue> values = read.values();
            int split = authorIds.size() * ofAuthor.size();
            return new Items(
                    decode(authorIds, values.subList(0, split), authors, ofAuthor),
                    decode(topicIds, values.subList(split, keys.size()), topics, ofTopic),
                    read.missing().isEmpty() ? "" : "no answer for " + read.missing());
        } catch (RuntimeException e) {
            return new Items(Map.of(), Map.of(), "no authors and topics: " + e.getMessage());
        }
    }

    private static Map<String, Item> decode(
            Set<String> ids,
            List<@Nullable VersionedValue> values,
            DeclaredCache cache,
            List<FeatureGroup> groups) {
        Map<String, Item> byId = new HashMap<>();
        int at = 0;
        for (String id : ids) {
            List<@Nullable VersionedValue> own =
                    new ArrayList<>(values.subList(at, at + groups.size()));
            byId.put(id, new Item(cache.decode(id, own), new ReadValues(groups, own)));
            at += groups.size();
        }
        return byId;
    }
}

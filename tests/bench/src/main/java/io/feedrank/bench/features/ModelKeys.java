package io.feedrank.bench.features;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.change.ChangeDecoder;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the ranker reads for one user and their candidates, from the catalog. */
final class ModelKeys {
    private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    private final Map<String, Post> posts = new HashMap<>();
    private final List<FeatureGroup> ofUser =
            with(
                    Entity.USER,
                    FeatureGroup.USER_ACTIVITY,
                    FeatureGroup.USER_TOPICS,
                    FeatureGroup.USER_POSTS,
                    FeatureGroup.USER_VECTOR,
                    FeatureGroup.USER_FOLLOWS,
                    FeatureGroup.USER_BLOCKS,
                    FeatureGroup.USER_META);
    private final List<FeatureGroup> ofPost =
            with(Entity.POST, FeatureGroup.POST_META, FeatureGroup.POST_STATS);
    private final List<FeatureGroup> ofAuthor = with(Entity.AUTHOR);
    private final List<FeatureGroup> ofTopic = with(Entity.TOPIC);

    ModelKeys(Workload workload) {
        for (byte[] row : workload.posts()) {
            Post post = Objects.requireNonNull(((PostChange) ChangeDecoder.decode(row)).row());
            posts.put(post.id(), post);
        }
    }

    private static List<FeatureGroup> with(Entity entity, FeatureGroup... groups) {
        return Stream.concat(
                        Stream.of(groups), CATALOG.layouts(entity).stream().map(CATALOG::group))
                .toList();
    }

    List<FeatureGroup> ofPost() {
        return ofPost;
    }

    /** Of the user, of each post, and of the posts' authors and topics. */
    List<OnlineKey> of(String user, List<String> postIds) {
        List<OnlineKey> keys = new ArrayList<>(postIds.size() * ofPost.size() + 100);
        add(keys, ofUser, Set.of(user));
        Set<String> authors = new LinkedHashSet<>();
        Set<String> topics = new LinkedHashSet<>();
        for (String id : postIds) {
            for (FeatureGroup group : ofPost) {
                keys.add(new OnlineKey(group, id));
            }
            Post post = Objects.requireNonNull(posts.get(id));
            authors.add(post.authorId());
            topics.add(post.topic());
        }
        authors.remove("");
        topics.remove("");
        add(keys, ofAuthor, authors);
        add(keys, ofTopic, topics);
        return keys;
    }

    private static void add(List<OnlineKey> keys, List<FeatureGroup> groups, Set<String> ids) {
        for (String id : ids) {
            groups.forEach(group -> keys.add(new OnlineKey(group, id)));
        }
    }
}

package io.feedrank.jobs.online;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.LoggedEntity;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Computes rows from values of an online store, and logs them as a ranking service does. */
final class ServedRows {
    private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    private final Map<OnlineKey, VersionedValue> store;
    private final Map<String, EntityVersion> read = new HashMap<>();

    private ServedRows(Map<OnlineKey, VersionedValue> store) {
        this.store = store;
    }

    static FeatureLogEntry of(
            Map<OnlineKey, VersionedValue> store,
            String requestId,
            String userId,
            List<String> postIds,
            Instant asOf) {
        DecayWeights weights = new DecayWeights(asOf);
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(userId)
                        .setScoredAtMs(asOf.toEpochMilli())
                        .setPostVectorsLogged(true)
                        .addAllColumns(CATALOG.columns());
        ServedRows ofUser = new ServedRows(store);
        UserFeatures user = ofUser.user(userId);
        entry.putAllUserVersions(ofUser.read);
        Set<List<String>> around = new LinkedHashSet<>();
        for (String postId : postIds) {
            ServedRows ofPost = new ServedRows(store);
            Post post =
                    ofPost.value(
                            FeatureGroup.POST_META,
                            postId,
                            PostMeta.CODEC,
                            () -> {
                                throw new IllegalStateException("unknown: " + postId);
                            });
            PostFeatures features =
                    new PostFeatures(
                            ofPost.value(
                                    FeatureGroup.POST_STATS,
                                    postId,
                                    PostStats.CODEC,
                                    PostStats::empty),
                            post.createdAtMs(),
                            ofPost.declared(Entity.POST, postId));
            float[] vector = VectorSpace.ofReader(postId);
            float[] row = new float[CATALOG.width()];
            CATALOG.computeUser(user, weights, row, 0);
            CATALOG.computePost(features, weights, row, 0);
            CATALOG.computeAuthor(
                    new ServedRows(store).declared(Entity.AUTHOR, post.authorId()),
                    weights,
                    row,
                    0);
            CATALOG.computeTopic(
                    new ServedRows(store).declared(Entity.TOPIC, post.topic()), weights, row, 0);
            CATALOG.computePair(
                    user,
                    new PostIdentity(postId, post.topic(), post.authorId(), vector),
                    weights,
                    row,
                    0);
            var logged =
                    entry.addRowsBuilder()
                            .setPostId(postId)
                            .setAuthorId(post.authorId())
                            .setTopic(post.topic())
                            .putAllPostVersions(ofPost.read);
            for (float component : vector) {
                logged.addPostVector(component);
            }
            for (float value : row) {
                logged.addFeatures(value);
            }
            around.add(List.of(Entity.AUTHOR.id(), post.authorId()));
            around.add(List.of(Entity.TOPIC.id(), post.topic()));
        }
        for (List<String> each : around) {
            ServedRows of = new ServedRows(store);
            of.declared(
                    each.get(0).equals(Entity.AUTHOR.id()) ? Entity.AUTHOR : Entity.TOPIC,
                    each.get(1));
            entry.addEntities(
                    LoggedEntity.newBuilder()
                            .setEntity(each.get(0))
                            .setEntityId(each.get(1))
                            .putAllVersions(of.read));
        }
        return entry.build();
    }

    private UserFeatures user(String id) {
        return new UserFeatures(
                value(FeatureGroup.USER_ACTIVITY, id, UserActivity.CODEC, UserActivity::empty),
                value(FeatureGroup.USER_TOPICS, id, UserTopics.CODEC, UserTopics::new),
                value(FeatureGroup.USER_POSTS, id, UserPosts.CODEC, UserPosts::new),
                value(FeatureGroup.USER_VECTOR, id, UserVector.CODEC, UserVector::empty).vector(),
                declared(Entity.USER, id));
    }

    private DeclaredStates declared(Entity entity, String id) {
        DeclaredStates states = new DeclaredStates();
        for (GroupLayout layout : CATALOG.layouts(entity)) {
            states.put(value(CATALOG.group(layout), id, layout.codec(), layout::empty));
        }
        return states;
    }

    private <T> T value(FeatureGroup group, String id, Codec<T> codec, Supplier<T> empty) {
        VersionedValue value = store.get(new OnlineKey(group, id));
        if (value == null) {
            return empty.get();
        }
        read.put(
                group.qualifiedName(),
                EntityVersion.newBuilder()
                        .setGeneration(value.generation())
                        .setSequence(value.sequence())
                        .build());
        return codec.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
    }
}

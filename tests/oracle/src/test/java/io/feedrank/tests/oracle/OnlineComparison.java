package io.feedrank.tests.oracle;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.Collecting;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisOnlineStore;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The online store beside the loop: each entity, each column of the catalog. */
final class OnlineComparison {
    private static final int MET = 5;
    private static final int UNMET = 2;

    private final FeatureCatalog catalog = FeatureCatalog.standard();
    private final Deviations deviations = new Deviations();
    private final Random random = new Random(3);
    private final RawEvents events;
    private final RedisOnlineStore store;
    private final NaiveFeatures features;
    private final NaiveVectors vectors;
    private final long asOf;
    private final DecayWeights weights;

    /**
     * A comparison.
     *
     * @param asOf second after all events
     */
    OnlineComparison(RawEvents events, RedisOnlineStore store, long asOf) {
        this.events = events;
        this.store = store;
        this.features = new NaiveFeatures(events);
        this.vectors = new NaiveVectors(events);
        this.asOf = asOf;
        this.weights = new DecayWeights(Instant.ofEpochSecond(asOf));
    }

    /**
     * Compares everything.
     *
     * @param latecomers users whose clicks came after all others: of theirs alone the vector is
     *     known, since a click is stamped with the post's vector as it is when the click comes
     */
    Deviations run(Set<String> latecomers) {
        events.posts().forEach(this::post);
        events.authors().forEach(author -> item(Entity.AUTHOR, author));
        events.topics().forEach(topic -> item(Entity.TOPIC, topic));
        events.users().forEach(user -> user(user, latecomers.contains(user)));
        return deviations;
    }

    private void post(String post) {
        float[] row = new float[catalog.width()];
        PostFeatures known =
                new PostFeatures(
                        read(FeatureGroup.POST_STATS, post, PostStats.CODEC, PostStats::empty),
                        Objects.requireNonNull(
                                        read(
                                                FeatureGroup.POST_META,
                                                post,
                                                PostMeta.CODEC,
                                                () -> null),
                                        post)
                                .createdAtMs(),
                        declared(Entity.POST, post));
        catalog.computePost(known, weights, row, 0);
        compare(row, Entity.POST, subject("", post, null));
    }

    private void item(Entity entity, String id) {
        float[] row = new float[catalog.width()];
        NaiveFeatures.Subject subject;
        if (entity == Entity.AUTHOR) {
            catalog.computeAuthor(declared(entity, id), weights, row, 0);
            subject = new NaiveFeatures.Subject("", "", "", id, null);
        } else {
            catalog.computeTopic(declared(entity, id), weights, row, 0);
            subject = new NaiveFeatures.Subject("", "", id, "", null);
        }
        compare(row, entity, subject);
    }

    private void user(String user, boolean latecomer) {
        UserFeatures known =
                new UserFeatures(
                        read(
                                FeatureGroup.USER_ACTIVITY,
                                user,
                                UserActivity.CODEC,
                                UserActivity::empty),
                        read(FeatureGroup.USER_TOPICS, user, UserTopics.CODEC, UserTopics::new),
                        read(FeatureGroup.USER_POSTS, user, UserPosts.CODEC, UserPosts::new),
                        read(FeatureGroup.USER_VECTOR, user, UserVector.CODEC, UserVector::empty)
                                .vector(),
                        declared(Entity.USER, user));
        double[] taste = latecomer ? vectors.ofLatecomer(user) : null;
        for (String post : candidates(user)) {
            double[] vector = latecomer ? vectors.ofPost(post, asOf) : null;
            float[] row = new float[catalog.width()];
            catalog.computeUser(known, weights, row, 0);
            PostIdentity identity =
                    new PostIdentity(
                            post,
                            events.row(post).topic(),
                            events.row(post).authorId(),
                            NaiveVectors.floats(vector));
            catalog.computePair(known, identity, weights, row, 0);
            Double similarity =
                    taste == null || vector == null
                            ? null
                            : (Double) NaiveVectors.dot(taste, vector);
            compareUser(row, subject(user, post, similarity), latecomer);
        }
    }

    private void compareUser(float[] row, NaiveFeatures.Subject subject, boolean latecomer) {
        List<Touch> touches = events.ofUser(subject.userId());
        for (int i = 0; i < row.length; i++) {
            Feature feature = catalog.features().get(i);
            Entity entity = feature.entity();
            boolean known =
                    entity.ofUser()
                            && (latecomer
                                    || !(feature.aggregation()
                                            instanceof Collecting.DecayedSimilarity))
                            && (!entity.crossed() || NaiveBounds.allKept(touches, entity));
            if (known) {
                deviations.compare(
                        subject.userId() + " and " + subject.postId(),
                        feature,
                        row[i],
                        features.value(feature, subject, asOf));
            }
        }
    }

    /** Some posts that the user met, and some others. */
    private Set<String> candidates(String user) {
        Set<String> candidates = new LinkedHashSet<>();
        List<Touch> touches = events.ofUser(user);
        for (int i = 0; i < MET; i++) {
            candidates.add(touches.get(random.nextInt(touches.size())).postId());
        }
        List<String> posts = new ArrayList<>(events.posts());
        for (int i = 0; i < UNMET; i++) {
            candidates.add(posts.get(random.nextInt(posts.size())));
        }
        return candidates;
    }

    private void compare(float[] row, Entity entity, NaiveFeatures.Subject subject) {
        for (int i = 0; i < row.length; i++) {
            Feature feature = catalog.features().get(i);
            if (feature.entity() == entity) {
                deviations.compare(
                        entity.id() + " " + subject,
                        feature,
                        row[i],
                        features.value(feature, subject, asOf));
            }
        }
    }

    private NaiveFeatures.Subject subject(String user, String post, @Nullable Double similarity) {
        return new NaiveFeatures.Subject(
                user, post, events.row(post).topic(), events.row(post).authorId(), similarity);
    }

    private DeclaredStates declared(Entity entity, String id) {
        DeclaredStates states = new DeclaredStates();
        for (GroupLayout layout : catalog.layouts(entity)) {
            VersionedValue value =
                    store.get(List.of(new OnlineKey(catalog.group(layout), id))).get(0);
            if (value != null) {
                states.put(layout.codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD));
            }
        }
        return states;
    }

    private <T> T read(FeatureGroup group, String id, Codec<T> codec, Supplier<T> none) {
        VersionedValue value = store.get(List.of(new OnlineKey(group, id))).get(0);
        return value == null ? none.get() : codec.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
    }
}

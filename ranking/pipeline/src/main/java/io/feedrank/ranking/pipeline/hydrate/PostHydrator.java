package io.feedrank.ranking.pipeline.hydrate;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Round trip 2: rows and counts of all candidates in one read; vectors from the index of this
 * process. Thread-safe.
 */
public final class PostHydrator {
    private static final TiledCounts NOTHING = PostStats.empty();
    private static final EntityVersion NEVER_COUNTED = EntityVersion.getDefaultInstance();

    private final OnlineStore store;
    private final VectorIndex vectors;
    private final DecodeCache<Post> posts = new DecodeCache<>(PostMeta.CODEC);
    private final DecodeCache<TiledCounts> counts = new DecodeCache<>(PostStats.CODEC);

    public PostHydrator(OnlineStore store, VectorIndex vectors) {
        this.store = store;
        this.vectors = vectors;
    }

    /**
     * Hydrates all candidates.
     *
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE or TIMEOUT from the store
     */
    public Hydration hydrate(List<Candidate> candidates) {
        List<OnlineKey> keys = new ArrayList<>(candidates.size() * 2);
        for (Candidate candidate : candidates) {
            keys.add(new OnlineKey(FeatureGroup.POST_META, candidate.postId()));
            keys.add(new OnlineKey(FeatureGroup.POST_STATS, candidate.postId()));
        }
        List<@Nullable VersionedValue> values = store.get(keys);
        List<HydratedCandidate> hydrated = new ArrayList<>(candidates.size());
        List<Hydration.Missing> missing = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            VersionedValue meta = values.get(2 * i);
            if (meta == null) {
                missing.add(new Hydration.Missing(candidate, "unknown"));
                continue;
            }
            try {
                hydrated.add(hydrate(candidate, meta, values.get(2 * i + 1)));
            } catch (RuntimeException e) {
                missing.add(new Hydration.Missing(candidate, "unreadable"));
            }
        }
        return new Hydration(hydrated, missing);
    }

    private HydratedCandidate hydrate(
            Candidate candidate, VersionedValue meta, @Nullable VersionedValue counted) {
        Post post = posts.decode(candidate.postId(), meta);
        TiledCounts stats = counted == null ? NOTHING : counts.decode(candidate.postId(), counted);
        EntityVersion version =
                counted == null
                        ? NEVER_COUNTED
                        : EntityVersion.newBuilder()
                                .setGeneration(counted.generation())
                                .setSequence(counted.sequence())
                                .build();
        return new HydratedCandidate(
                candidate,
                post,
                new PostFeatures(stats, post.createdAtMs()),
                new PostIdentity(
                        candidate.postId(), post.topic(), vectors.vector(candidate.postId())),
                version);
    }
}

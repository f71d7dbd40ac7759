package io.feedrank.ranking.pipeline.hydrate;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineRead;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.candidate.ReadValues;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Round trip 2: rows and counts of all candidates in one read; vectors from the index. Round trip
 * 3: their authors and topics. Thread-safe.
 */
public final class PostHydrator {
    private static final TiledCounts NOTHING = PostStats.empty();

    private final OnlineStore store;
    private final PostVectors vectors;
    private final DecodeCache<Post> posts = new DecodeCache<>(PostMeta.CODEC);
    private final DecodeCache<TiledCounts> counts = new DecodeCache<>(PostStats.CODEC);

    private final List<FeatureGroup> groups;
    private final DeclaredCache declared;
    private final ItemReader items;

    /** A hydrator for the features that Feedrank ships. */
    public PostHydrator(OnlineStore store, PostVectors vectors) {
        this(store, vectors, FeatureCatalog.standard());
    }

    /** A hydrator for the features of {@code catalog}. */
    public PostHydrator(OnlineStore store, PostVectors vectors, FeatureCatalog catalog) {
        this.store = store;
        this.vectors = vectors;
        this.declared = new DeclaredCache(catalog.layouts(Entity.POST));
        this.items = new ItemReader(store, catalog);
        List<FeatureGroup> all =
                new ArrayList<>(List.of(FeatureGroup.POST_META, FeatureGroup.POST_STATS));
        catalog.layouts(Entity.POST).forEach(layout -> all.add(catalog.group(layout)));
        this.groups = List.copyOf(all);
    }

    /**
     * Hydrates all candidates.
     *
     * @param space of the vectors wanted; empty for none
     * @param deadline on the deployment's clock
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE or TIMEOUT from the store
     */
    public Hydration hydrate(List<Candidate> candidates, String space, Instant deadline) {
        List<OnlineKey> keys = new ArrayList<>(candidates.size() * groups.size());
        for (Candidate candidate : candidates) {
            groups.forEach(group -> keys.add(new OnlineKey(group, candidate.postId())));
        }
        OnlineRead read = store.read(keys);
        List<@Nullable VersionedValue> values = read.values();
        boolean away = read.missing().contains(FeatureGroup.POST_META.qualifiedName());
        Vectors found = vectors(candidates, space, deadline);
        List<HydratedCandidate> hydrated = new ArrayList<>(candidates.size());
        List<Hydration.Missing> missing = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            List<@Nullable VersionedValue> own =
                    values.subList(i * groups.size(), (i + 1) * groups.size());
            VersionedValue meta = own.get(0);
            if (meta == null) {
                missing.add(
                        new Hydration.Missing(
                                candidate, away ? "not in the near cache" : "unknown"));
                continue;
            }
            try {
                float[] vector = found.byPost().get(candidate.postId());
                hydrated.add(hydrate(candidate, meta, own, vector));
            } catch (RuntimeException e) {
                missing.add(new Hydration.Missing(candidate, "unreadable"));
            }
        }
        ItemReader.Items around =
                items.read(hydrated.stream().map(HydratedCandidate::post).toList());
        hydrated.replaceAll(
                each -> each.with(around.author(each.post()), around.topic(each.post())));
        return new Hydration(
                hydrated, missing, found.failure(), around.failure(), read.shortfall());
    }

    private record Vectors(Map<String, float[]> byPost, String failure) {}

    /** A feed can do without vectors: features that compare them take their defaults. */
    private Vectors vectors(List<Candidate> candidates, String space, Instant deadline) {
        if (space.isEmpty()) {
            return new Vectors(Map.of(), "");
        }
        try {
            List<String> postIds = candidates.stream().map(Candidate::postId).toList();
            KnownVectors known = vectors.ofReaders(space, postIds, deadline);
            return new Vectors(
                    known.byPost(), known.isPartial() ? "some vectors: " + known.missing() : "");
        } catch (RuntimeException e) {
            return new Vectors(Map.of(), "no vectors: " + e.getMessage());
        }
    }

    private HydratedCandidate hydrate(
            Candidate candidate,
            VersionedValue meta,
            List<@Nullable VersionedValue> values,
            float @Nullable [] vector) {
        VersionedValue counted = values.get(1);
        Post post = posts.decode(candidate.postId(), meta);
        TiledCounts stats = counted == null ? NOTHING : counts.decode(candidate.postId(), counted);
        return new HydratedCandidate(
                candidate,
                post,
                new PostFeatures(
                        stats,
                        post.createdAtMs(),
                        declared.decode(
                                candidate.postId(),
                                new ArrayList<>(values.subList(2, values.size())))),
                new PostIdentity(candidate.postId(), post.topic(), post.authorId(), vector),
                new ReadValues(groups, values));
    }
}

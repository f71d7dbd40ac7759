package io.feedrank.ranking.pipeline;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.Entity;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.LoggedEntity;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.candidate.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says in an entry of the feature log which version each value had that its rows were computed
 * from, authors and topics once each; and the vectors that they were computed with, if asked to.
 * Not thread-safe.
 */
final class LoggedVersions {
    private static final String COUNTS = FeatureGroup.POST_STATS.qualifiedName();

    private final FeatureLogEntry.Builder entry;
    private final boolean withVectors;
    private final Set<List<String>> written = new HashSet<>();

    LoggedVersions(FeatureLogEntry.Builder entry, boolean withVectors) {
        this.entry = entry.setPostVectorsLogged(withVectors);
        this.withVectors = withVectors;
    }

    /** A row of the entry, with the versions and nothing else. */
    FeatureLogRow.Builder addRow(HydratedCandidate candidate) {
        Post post = candidate.post();
        Map<String, EntityVersion> versions = candidate.read().versions();
        around(Entity.AUTHOR, post.authorId(), candidate.ofAuthor());
        around(Entity.TOPIC, post.topic(), candidate.ofTopic());
        FeatureLogRow.Builder row = entry.addRowsBuilder();
        float[] vector = withVectors ? candidate.identity().vector() : null;
        if (vector != null) {
            for (float component : vector) {
                row.addPostVector(component);
            }
        }
        return row.setPostId(candidate.postId())
                .setPostVersion(versions.getOrDefault(COUNTS, EntityVersion.getDefaultInstance()))
                .putAllPostVersions(versions)
                .setAuthorId(post.authorId())
                .setTopic(post.topic());
    }

    private void around(Entity entity, String id, Item item) {
        if (!id.isEmpty() && written.add(List.of(entity.id(), id))) {
            entry.addEntities(
                    LoggedEntity.newBuilder()
                            .setEntity(entity.id())
                            .setEntityId(id)
                            .putAllVersions(item.read().versions()));
        }
    }
}

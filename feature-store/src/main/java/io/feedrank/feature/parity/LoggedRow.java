package io.feedrank.feature.parity;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.state.Entity;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.LoggedEntity;
import java.util.Map;

/** One row of the feature log with its entry. */
record LoggedRow(FeatureLogEntry entry, FeatureLogRow row) {
    /** False for what was logged before values of all groups had their versions logged. */
    boolean hasVersions() {
        return row.containsPostVersions(FeatureGroup.POST_META.qualifiedName());
    }

    /**
     * The entity whose values say something of {@code about}; its id is empty when there is none.
     */
    EntityId id(Entity about) {
        Entity kind = FeatureCatalog.storedUnder(about);
        return new EntityId(
                kind,
                switch (kind) {
                    case POST -> row.getPostId();
                    case AUTHOR -> row.getAuthorId();
                    case TOPIC -> row.getTopic();
                    case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST -> entry.getUserId();
                });
    }

    /** Versions of an entity's values by group; of a group without a value none. */
    Map<String, EntityVersion> versions(EntityId id) {
        return switch (id.entity()) {
            case POST -> row.getPostVersionsMap();
            case AUTHOR, TOPIC ->
                    entry.getEntitiesList().stream()
                            .filter(each -> each.getEntity().equals(id.entity().id()))
                            .filter(each -> each.getEntityId().equals(id.id()))
                            .findFirst()
                            .map(LoggedEntity::getVersionsMap)
                            .orElse(Map.of());
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST -> entry.getUserVersionsMap();
        };
    }

    /** The version of a group's value; {@link Version#NOTHING} when there was none. */
    Version version(EntityId id, FeatureGroup group) {
        EntityVersion logged = versions(id).get(group.qualifiedName());
        return logged == null ? Version.NOTHING : Version.of(logged);
    }
}

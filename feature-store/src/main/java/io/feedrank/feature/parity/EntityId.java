package io.feedrank.feature.parity;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.Entity;
import java.util.List;

/**
 * One post, author, topic or user.
 *
 * @param entity one of {@link #KINDS}
 */
record EntityId(Entity entity, String id) {
    /** What has values of its own. */
    static final List<Entity> KINDS =
            List.of(Entity.POST, Entity.AUTHOR, Entity.TOPIC, Entity.USER);

    /** As the messages write it: {@code author} and the id. */
    static EntityId of(String entity, String id) {
        for (Entity kind : KINDS) {
            if (kind.id().equals(entity)) {
                return new EntityId(kind, id);
            }
        }
        throw FeedrankException.badInput(
                "entity: got '" + entity + "', expected one of post, author, topic, user");
    }

    @Override
    public String toString() {
        return entity.id() + ' ' + id;
    }
}

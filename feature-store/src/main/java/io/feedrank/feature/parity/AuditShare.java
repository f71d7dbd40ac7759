package io.feedrank.feature.parity;

import com.dynatrace.hash4j.hashing.Hashing;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.state.Entity;
import java.io.Serializable;

/**
 * Which posts, authors, topics and users are audited: a share chosen by a stable hash, so that
 * every process agrees.
 *
 * @param oneIn one of so many; 1: all, 0: none
 */
public record AuditShare(int oneIn) implements Serializable {
    public static final String KEY = "features.audit-one-in";
    public static final AuditShare NONE = new AuditShare(0);
    public static final AuditShare ALL = new AuditShare(1);

    public AuditShare {
        if (oneIn < 0) {
            throw FeedrankException.badInput(KEY + ": got " + oneIn + ", expected 0 or more");
        }
    }

    /** Reads {@value #KEY}. */
    public static AuditShare from(Settings settings) {
        return new AuditShare(settings.getInt(KEY));
    }

    /** Whether what happens to this entity is audited. */
    public boolean covers(Entity entity, String id) {
        return oneIn == 1 || (oneIn > 1 && Long.remainderUnsigned(hash(entity, id), oneIn) == 0);
    }

    private static long hash(Entity entity, String id) {
        return Hashing.komihash5_0().hashStream().putString(entity.id()).putString(id).getAsLong();
    }
}

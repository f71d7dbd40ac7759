package io.feedrank.jobs.erasure;

import io.feedrank.feature.erasure.UserHasher;
import io.feedrank.jobs.record.Suppression;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Who is suppressed: those that were when the job was submitted, changed by what the broadcast
 * state says since. The first set is there before any event, so that a job that reads all events
 * anew brings nobody back. Of one subtask.
 */
public final class SuppressedUsers implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Hash of a user to whether they are suppressed; false: no longer. */
    public static final MapStateDescriptor<String, Boolean> STATE =
            new MapStateDescriptor<>("suppressed-users", Types.STRING, Types.BOOLEAN);

    private final String key;
    private final TreeSet<String> atSubmission;
    private transient @Nullable UserHasher hasher;

    /**
     * The list.
     *
     * @param key the setting {@code erasure.key}
     * @param atSubmission hashes of those that are suppressed already
     */
    public SuppressedUsers(String key, Set<String> atSubmission) {
        this.key = key;
        this.atSubmission = new TreeSet<>(atSubmission);
    }

    /** Takes in a record of the list. */
    public static void take(Suppression record, BroadcastState<String, Boolean> state)
            throws Exception {
        state.put(record.hash(), !record.lifted());
    }

    /** The hash by which a user is known. */
    public String hash(String userId) {
        UserHasher known = hasher;
        if (known == null) {
            known = new UserHasher(key);
            hasher = known;
        }
        return known.hash(userId);
    }

    /**
     * Whether nothing of the user is to be taken. As long as nobody is suppressed it costs nothing.
     */
    public boolean hold(String userId, ReadOnlyBroadcastState<String, Boolean> state)
            throws Exception {
        if (atSubmission.isEmpty() && !state.immutableEntries().iterator().hasNext()) {
            return false;
        }
        String hash = hash(userId);
        Boolean since = state.get(hash);
        return since == null ? atSubmission.contains(hash) : since;
    }
}

package io.feedrank.ranking.pipeline.user;

import io.feedrank.proto.v1.SeenPost;
import io.feedrank.proto.v1.UserSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a session remembers as served, and how it goes on. A session is bounded: it travels with
 * every request.
 */
public final class SeenPosts {
    /** Most posts remembered. */
    public static final int MOST = 300;

    /** Largest session in bytes. */
    public static final int MOST_BYTES = 15_000;

    /** A post served longer ago may be served again. */
    public static final Duration REMEMBERED = Duration.ofMinutes(30);

    private SeenPosts() {}

    /** When each post that still counts as seen at {@code asOf} was served last. */
    public static Map<String, Instant> recent(UserSession session, Instant asOf) {
        long oldest = asOf.minus(REMEMBERED).toEpochMilli();
        Map<String, Instant> recent = new HashMap<>();
        for (SeenPost post : session.getSeenList()) {
            if (post.getServedAtMs() > oldest) {
                recent.merge(
                        post.getPostId(),
                        Instant.ofEpochMilli(post.getServedAtMs()),
                        (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return recent;
    }

    /**
     * The session after {@code postIds} were served at {@code servedAt}: newest first, the oldest
     * dropped.
     */
    public static UserSession after(UserSession session, List<String> postIds, Instant servedAt) {
        long oldest = servedAt.minus(REMEMBERED).toEpochMilli();
        List<SeenPost> all = new ArrayList<>();
        for (String postId : postIds) {
            all.add(
                    SeenPost.newBuilder()
                            .setPostId(postId)
                            .setServedAtMs(servedAt.toEpochMilli())
                            .build());
        }
        session.getSeenList().stream()
                .filter(post -> post.getServedAtMs() > oldest)
                .forEach(all::add);
        return bounded(all);
    }

    private static UserSession bounded(List<SeenPost> newestFirst) {
        UserSession.Builder session = UserSession.newBuilder();
        Set<String> known = new HashSet<>();
        int bytes = 0;
        for (SeenPost post : newestFirst) {
            // A tag, a length of at most two bytes, and the message.
            bytes += post.getSerializedSize() + 3;
            if (session.getSeenCount() == MOST || bytes > MOST_BYTES) {
                break;
            }
            if (known.add(post.getPostId())) {
                session.addSeen(post);
            }
        }
        return session.build();
    }
}

package io.feedrank.ranking.api.feed;

import io.feedrank.feature.change.Change.Post;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known now of the posts of one answer, and whom its reader blocks.
 *
 * @param nowMs epoch milliseconds on the deployment's clock
 */
record PostCards(Map<String, Post> posts, Set<String> blockedAuthors, long nowMs) {
    /** Nothing is known; nothing is taken out. */
    static final PostCards NONE = new PostCards(Map.of(), Set.of(), 0);

    @Nullable Post post(String postId) {
        return posts.get(postId);
    }

    /** True when the post is known to have been deleted, expired or blocked since it was ranked. */
    boolean withdrawn(String postId) {
        Post post = posts.get(postId);
        return post != null
                && (!post.status().equals(Post.PUBLISHED)
                        || (post.expiresAtMs() > 0 && post.expiresAtMs() <= nowMs)
                        || blockedAuthors.contains(post.authorId()));
    }

    /** True when the post is known and may be served. */
    boolean servable(String postId) {
        return posts.containsKey(postId) && !withdrawn(postId);
    }
}

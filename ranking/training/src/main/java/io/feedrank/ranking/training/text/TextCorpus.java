package io.feedrank.ranking.training.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Posts with their titles, and who clicked them, in the order of time. Filled, then read. */
final class TextCorpus {
    /** A post as its row says, the oldest first. */
    record Post(String id, long createdMs, String title, String language, String topic) {}

    private final List<Post> posts;
    private final Map<String, Integer> postIndex = new HashMap<>();
    private final Map<String, Integer> userIndex = new HashMap<>();
    private int[] clickUsers = new int[1024];
    private int[] clickPosts = new int[1024];
    private long[] clickTimes = new long[1024];
    private int clicks;

    /**
     * @param posts the oldest first
     */
    TextCorpus(List<Post> posts) {
        this.posts = List.copyOf(posts);
        for (int i = 0; i < posts.size(); i++) {
            postIndex.put(posts.get(i).id(), i);
        }
    }

    /** Adds a click, later ones after earlier ones; one of an unknown post is left out. */
    void click(String userId, String postId, long timeMs) {
        Integer post = postIndex.get(postId);
        if (post == null) {
            return;
        }
        if (clicks == clickTimes.length) {
            clickUsers = Arrays.copyOf(clickUsers, 2 * clicks);
            clickPosts = Arrays.copyOf(clickPosts, 2 * clicks);
            clickTimes = Arrays.copyOf(clickTimes, 2 * clicks);
        }
        clickUsers[clicks] = userIndex.computeIfAbsent(userId, id -> userIndex.size());
        clickPosts[clicks] = post;
        clickTimes[clicks] = timeMs;
        clicks++;
    }

    List<Post> posts() {
        return posts;
    }

    /** Ids of the users by number, in the order in which they first clicked. */
    String[] users() {
        String[] users = new String[userIndex.size()];
        userIndex.forEach((id, index) -> users[index] = id);
        return users;
    }

    int clicks() {
        return clicks;
    }

    int clickUser(int click) {
        return clickUsers[click];
    }

    int clickPost(int click) {
        return clickPosts[click];
    }

    long clickTime(int click) {
        return clickTimes[click];
    }
}

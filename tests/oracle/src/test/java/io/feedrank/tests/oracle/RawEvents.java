package io.feedrank.tests.oracle;

import io.feedrank.cli.dataset.PostRow;
import io.feedrank.feature.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The raw events, each once, as touches in order: of all, and of each thing that they are about.
 */
final class RawEvents {
    private final Map<String, PostRow> posts;
    private final List<Touch> all = new ArrayList<>();
    private final Map<String, List<Touch>> byPost;
    private final Map<String, List<Touch>> byUser;
    private final Map<String, List<Touch>> byAuthor;
    private final Map<String, List<Touch>> byTopic;

    RawEvents(List<Event> events, Map<String, PostRow> posts) {
        this.posts = posts;
        for (Event event : events) {
            for (int slot = 0; slot < event.postIds().size(); slot++) {
                String post = event.postIds().get(slot);
                all.add(new Touch(event, slot, post, row(post).topic(), row(post).authorId()));
            }
        }
        all.sort(Touch.ORDER);
        byPost = grouped(Touch::postId);
        byUser = grouped(Touch::userId);
        byAuthor = grouped(Touch::authorId);
        byTopic = grouped(Touch::topic);
    }

    private Map<String, List<Touch>> grouped(Function<Touch, String> key) {
        Map<String, List<Touch>> groups = new TreeMap<>();
        all.forEach(
                touch ->
                        groups.computeIfAbsent(key.apply(touch), none -> new ArrayList<>())
                                .add(touch));
        groups.remove("");
        return groups;
    }

    PostRow row(String postId) {
        return Objects.requireNonNull(posts.get(postId), postId);
    }

    Set<String> posts() {
        return posts.keySet();
    }

    Set<String> users() {
        return byUser.keySet();
    }

    Set<String> authors() {
        return byAuthor.keySet();
    }

    Set<String> topics() {
        return byTopic.keySet();
    }

    List<Touch> all() {
        return all;
    }

    List<Touch> ofPost(String postId) {
        return byPost.getOrDefault(postId, List.of());
    }

    List<Touch> ofUser(String userId) {
        return byUser.getOrDefault(userId, List.of());
    }

    List<Touch> ofAuthor(String authorId) {
        return byAuthor.getOrDefault(authorId, List.of());
    }

    List<Touch> ofTopic(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    /** Those of {@code touches}, which are in order, from before {@code second}. */
    static List<Touch> before(List<Touch> touches, long second) {
        int low = 0;
        int high = touches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (touches.get(middle).second() < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Collections.unmodifiableList(touches.subList(0, low));
    }
}

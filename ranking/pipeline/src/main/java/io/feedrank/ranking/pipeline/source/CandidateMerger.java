package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.pipeline.candidate.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one list of what several sources proposed. */
public final class CandidateMerger {
    private final Map<String, Integer> shares;

    /**
     * A merger.
     *
     * @param shares of the places by source, relative to each other; 1 for one that isn't named
     */
    public CandidateMerger(Map<String, Integer> shares) {
        this.shares = Map.copyOf(shares);
    }

    /**
     * One candidate a post, with all the sources that proposed it. The sources take turns by their
     * shares (the one furthest behind its share is next), so that when there are too many each
     * loses its last, and none can crowd out the others. What one source leaves of its share goes
     * to the others. A post that another source brought in already costs nothing.
     *
     * @param proposals post ids, best first, by source in the order in which they were asked
     * @param most candidates returned
     */
    public List<Candidate> merge(Map<String, List<String>> proposals, int most) {
        List<Queue> queues = new ArrayList<>();
        proposals.forEach(
                (source, posts) -> queues.add(new Queue(posts, shares.getOrDefault(source, 1))));
        Map<String, List<String>> sourcesByPost = sourcesByPost(proposals);
        Map<String, List<String>> taken = new LinkedHashMap<>();
        while (taken.size() < most) {
            Queue next = furthestBehind(queues, taken);
            if (next == null) {
                break;
            }
            String postId = next.take();
            taken.put(postId, sourcesByPost.getOrDefault(postId, List.of()));
        }
        return taken.entrySet().stream()
                .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, List<String>> sourcesByPost(Map<String, List<String>> proposals) {
        Map<String, List<String>> sourcesByPost = new HashMap<>();
        proposals.forEach(
                (source, posts) -> {
                    for (String postId : posts) {
                        List<String> sources =
                                sourcesByPost.computeIfAbsent(postId, id -> new ArrayList<>(2));
                        if (!sources.contains(source)) {
                            sources.add(source);
                        }
                    }
                });
        return sourcesByPost;
    }

    private static @Nullable Queue furthestBehind(
            List<Queue> queues, Map<String, List<String>> taken) {
        Queue next = null;
        for (Queue queue : queues) {
            if (queue.hasNext(taken) && (next == null || queue.served() < next.served())) {
                next = queue;
            }
        }
        return next;
    }

    /** What is left of one source's proposal. */
    private static final class Queue {
        private final List<String> posts;
        private final int share;
        private int position;
        private int places;

        Queue(List<String> posts, int share) {
            this.posts = posts;
            this.share = share;
        }

        boolean hasNext(Map<String, List<String>> taken) {
            while (position < posts.size() && taken.containsKey(posts.get(position))) {
                position++;
            }
            return position < posts.size();
        }

        /** Places taken, measured in its share. */
        double served() {
            return (double) places / share;
        }

        String take() {
            places++;
            return posts.get(position++);
        }
    }
}

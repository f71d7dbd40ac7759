package io.feedrank.ranking.shard;

import static org.awaitility.Awaitility.await;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import io.feedrank.ranking.shard.fleet.ShardedPostVectors;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Queries without a pause, on a thread of their own, each compared with the truth. */
final class Queries {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int K = 50;

    private final ShardedPostVectors vectors;
    private final Posts posts;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger partial = new AtomicInteger();
    private final AtomicReference<Retrieved> lastPartial = new AtomicReference<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "queries");
    private volatile boolean stopped;

    private Queries(ShardedPostVectors vectors, Posts posts) {
        this.vectors = vectors;
        this.posts = posts;
    }

    static Queries start(ShardedPostVectors vectors, Posts posts) {
        Queries queries = new Queries(vectors, posts);
        queries.thread.start();
        return queries;
    }

    private void run() {
        while (!stopped) {
            VectorQuery query = Posts.query("reader-" + asked.get() % 17, K);
            try {
                check(query, vectors.search(query));
            } catch (RuntimeException e) {
                problems.add(e.toString());
            }
            asked.incrementAndGet();
        }
    }

    private void check(VectorQuery query, Retrieved found) {
        List<String> ids = found.neighbours().get(0).stream().map(Neighbour::id).toList();
        if (found.partial()) {
            partial.incrementAndGet();
            lastPartial.set(found);
            List<String> order =
                    posts.closest(
                            new VectorQuery(
                                    query.space(),
                                    query.vectors(),
                                    posts.size(),
                                    query.filter(),
                                    query.deadline()));
            List<String> sorted = order.stream().filter(ids::contains).toList();
            if (!sorted.equals(ids)) {
                problems.add("partial, and out of order: " + ids);
            }
        } else if (!ids.equals(posts.closest(query))) {
            problems.add("not partial, but found " + ids);
        }
    }

    void awaitMore(int count) {
        int before = asked.get();
        await().atMost(PATIENCE).until(() -> asked.get() >= before + count);
    }

    void awaitPartial() {
        await().atMost(PATIENCE).until(() -> partial.get() > 0);
    }

    Retrieved lastPartial() {
        return Objects.requireNonNull(lastPartial.get());
    }

    int partial() {
        return partial.get();
    }

    /** Stops; what went wrong. */
    List<String> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return problems;
    }
}

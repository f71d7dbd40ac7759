package io.feedrank.bench.features;

import io.feedrank.bench.Medians;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.hydrate.PostHydrator;
import io.feedrank.ranking.pipeline.user.UserReader;
import io.feedrank.testing.redis.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.RedisClient;

/**
 * Reads of everything that the model of the catalog needs for one user and many posts, in turns
 * with a bare MGET of the same keys, prepared before.
 */
final class ReadRun implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PUT_AT_ONCE = 1_000;
    private static final int REQUESTS = 32;
    private static final int WEIGHED = 200;
    private static final long SEED = 7;

    private final Workload workload;
    private final RedisProcess redis;
    private final RedisOnlineStore store;
    private final RedisClient bare;
    private final ModelKeys keys;

    /**
     * What a read took, in milliseconds.
     *
     * @param store keys built, values read and their versions parsed
     * @param hydrated the same as the ranker does it: three round trips, and every value decoded
     * @param limit the bare MGET
     */
    record Result(double store, double hydrated, double limit) {}

    private record Request(String user, List<String> posts, byte[][] keys) {}

    ReadRun(Workload workload, RedisProcess redis) {
        this.workload = workload;
        this.redis = redis;
        this.store = new RedisOnlineStore(redis.uri(), TIMEOUT);
        this.bare = RedisClient.create(redis.uri());
        this.keys = new ModelKeys(workload);
    }

    /** Writes what the workload comes to; bytes of serialized state a user. */
    double fill() {
        List<OnlineWrite> batch = new ArrayList<>();
        PlainLoop loop =
                new PlainLoop(
                        Long.MAX_VALUE,
                        write -> {
                            batch.add(write);
                            if (batch.size() == PUT_AT_ONCE) {
                                store.put(batch);
                                batch.clear();
                            }
                        });
        loop.posts(workload.posts());
        loop.events(workload.events());
        store.put(batch);
        return loop.stateBytesPerUser();
    }

    /** Bytes of Redis's memory that the values of one post take, keys included, on average. */
    double redisBytesPerPost() {
        List<String> posts = workload.postIds();
        int weighed = Math.min(WEIGHED, posts.size());
        long bytes = 0;
        for (int i = 0; i < weighed; i++) {
            String post = posts.get(i * posts.size() / weighed);
            for (FeatureGroup group : keys.ofPost()) {
                String reply = redis.command("MEMORY", "USAGE", OnlineKey.prefix(group) + post);
                bytes += reply.isEmpty() ? 0 : Long.parseLong(reply);
            }
        }
        return (double) bytes / weighed;
    }

    /** Reads so often, after a quarter as many unmeasured. */
    Result run(int reads, int posts) {
        List<Request> requests = requests(posts);
        UserReader users = new UserReader(store);
        PostHydrator hydrator = new PostHydrator(store, new NoVectors());
        double[][] millis = new double[3][reads];
        for (int i = -reads / 4; i < reads; i++) {
            Request request = requests.get(Math.floorMod(i, requests.size()));
            List<Runnable> ways =
                    List.of(
                            () -> store.get(keys.of(request.user(), request.posts())),
                            () -> hydrate(request, users, hydrator),
                            () -> bare.mget(request.keys()));
            for (int j = 0; j < ways.size(); j++) {
                // Who goes first gets the caches as the others left them: everybody in turn.
                int way = Math.floorMod(i + j, ways.size());
                long start = System.nanoTime();
                ways.get(way).run();
                if (i >= 0) {
                    millis[way][i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return new Result(
                Medians.percentile(millis[0], 50),
                Medians.percentile(millis[1], 50),
                Medians.percentile(millis[2], 50));
    }

    private static void hydrate(Request request, UserReader users, PostHydrator hydrator) {
        users.read(request.user());
        hydrator.hydrate(
                request.posts().stream().map(post -> new Candidate(post, List.of())).toList(),
                "",
                Instant.MAX);
    }

    private List<Request> requests(int posts) {
        Random random = new Random(SEED);
        List<String> shuffled = new ArrayList<>(workload.postIds());
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            Collections.shuffle(shuffled, random);
            String user = workload.userIds().get(random.nextInt(workload.userIds().size()));
            List<String> chosen =
                    List.copyOf(shuffled.subList(0, Math.min(posts, shuffled.size())));
            byte[][] bytes =
                    keys.of(user, chosen).stream().map(OnlineKey::bytes).toArray(byte[][]::new);
            requests.add(new Request(user, chosen, bytes));
        }
        return requests;
    }

    @Override
    public void close() {
        store.close();
        bare.close();
    }
}

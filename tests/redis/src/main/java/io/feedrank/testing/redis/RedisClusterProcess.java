package io.feedrank.testing.redis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A Redis Cluster on the loopback: three masters, each with a replica that takes its place. */
public final class RedisClusterProcess implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<RedisProcess> nodes = new ArrayList<>();

    private RedisClusterProcess(Path directory) {
        for (int i = 0; i < 2 * MASTERS; i++) {
            nodes.add(
                    RedisProcess.start(
                            directory.resolve("node-" + i),
                            "--cluster-enabled",
                            "yes",
                            "--cluster-node-timeout",
                            "1000"));
        }
    }

    /** Starts it, and comes back when all nodes call it whole. */
    public static RedisClusterProcess start(Path directory) {
        RedisClusterProcess cluster = new RedisClusterProcess(directory);
        cluster.join();
        return cluster;
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            List<String> slots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            for (int slot = i * SLOTS / MASTERS; slot < (i + 1) * SLOTS / MASTERS; slot++) {
                slots.add(Integer.toString(slot));
            }
            nodes.get(i).command(slots.toArray(String[]::new));
        }
        for (int i = 1; i < nodes.size(); i++) {
            nodes.get(i)
                    .command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(nodes.get(0).port()));
        }
        await("all nodes know each other", () -> nodes.stream().allMatch(this::knowsAll));
        for (int i = 0; i < MASTERS; i++) {
            String master = nodes.get(i).command("CLUSTER", "MYID").strip();
            nodes.get(MASTERS + i).command("CLUSTER", "REPLICATE", master);
        }
        await("the cluster is whole", () -> nodes.stream().allMatch(this::isOk));
        await(
                "the replicas follow",
                () ->
                        nodes.subList(MASTERS, nodes.size()).stream()
                                .allMatch(
                                        node ->
                                                node.command("INFO", "replication")
                                                        .contains("master_link_status:up")));
    }

    private boolean knowsAll(RedisProcess node) {
        return node.command("CLUSTER", "INFO").contains("cluster_known_nodes:" + nodes.size());
    }

    private boolean isOk(RedisProcess node) {
        return node.command("CLUSTER", "INFO").contains("cluster_state:ok");
    }

    /** Kills a master; its replica has taken its place when this comes back. */
    public void killMaster(int number) {
        // What the master has confirmed, its replica has too: replication does not wait.
        nodes.get(number).command("WAIT", "1", "2000");
        nodes.get(number).kill();
        RedisProcess replica = nodes.get(MASTERS + number);
        await(
                "a replica is promoted",
                () ->
                        replica.command("INFO", "replication").contains("role:master")
                                && isOk(replica));
    }

    /** One of the nodes, the masters first. */
    public RedisProcess node(int number) {
        return nodes.get(number);
    }

    /** {@code redis-cluster://127.0.0.1:port,…} with all its nodes. */
    public URI uri() {
        return URI.create(
                "redis-cluster://"
                        + nodes.stream()
                                .map(node -> "127.0.0.1:" + node.port())
                                .collect(Collectors.joining(",")));
    }

    private static void await(String what, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}

package io.feedrank.ranking.shard.fleet;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One connection to each address, kept as long as somebody is there. Thread-safe. */
final class Channels implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int LARGEST = 64 << 20;

    private final Map<String, ManagedChannel> byAddress = new ConcurrentHashMap<>();

    ManagedChannel to(String address) {
        return byAddress.computeIfAbsent(
                address,
                target ->
                        NettyChannelBuilder.forTarget(target)
                                .usePlaintext()
                                .directExecutor()
                                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                                .maxInboundMessageSize(LARGEST)
                                .build());
    }

    /** Lets go of all others. */
    void keep(Set<String> addresses) {
        for (String address : Set.copyOf(byAddress.keySet())) {
            if (!addresses.contains(address)) {
                ManagedChannel gone = byAddress.remove(address);
                if (gone != null) {
                    gone.shutdown();
                }
            }
        }
    }

    @Override
    public void close() {
        byAddress.values().forEach(ManagedChannel::shutdownNow);
    }
}

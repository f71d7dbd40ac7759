package io.feedrank.ranking.api.operations;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Whether a request sent here now would be served in full, as far as this replica can know. */
public final class Readiness {
    static final String OK = "ok";

    private static final long KAFKA_SECONDS = 1;

    private final Admin kafka;
    private final OnlineStore redis;
    private final BooleanSupplier readsReplies;

    public Readiness(Admin kafka, OnlineStore redis, BooleanSupplier readsReplies) {
        this.kafka = kafka;
        this.redis = redis;
        this.readsReplies = readsReplies;
    }

    /**
     * What is checked, with {@value #OK} or what is wrong. Waits about a second at most for each
     * server.
     */
    Map<String, String> checks() {
        Map<String, String> checks = new TreeMap<>();
        checks.put("kafka", kafka());
        checks.put("redis", redis());
        checks.put(
                "replies",
                readsReplies.getAsBoolean()
                        ? OK
                        : "the reply topic or suppressed-users is not being read");
        return checks;
    }

    private String kafka() {
        try {
            kafka.describeCluster().clusterId().get(KAFKA_SECONDS, TimeUnit.SECONDS);
            return OK;
        } catch (ExecutionException | TimeoutException e) {
            return "no answer within " + KAFKA_SECONDS + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private String redis() {
        try {
            redis.get(List.of(new OnlineKey(FeatureGroup.TRENDING, OnlineKey.ALL)));
            return OK;
        } catch (FeedrankException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package io.feedrank.ranking.function;

import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.redis.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A ready service of one thread between a real Kafka and a real Redis with thirty posts. */
record ServiceBed(
        KafkaBroker kafka,
        RedisProcess redis,
        Settings settings,
        OnlineStore store,
        RankingService service)
        implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static ServiceBed start(Path directory, Models models) throws Exception {
        KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
        RedisProcess redis = RedisProcess.start(directory.resolve("redis"));
        Settings settings =
                Settings.of(
                        Map.of(
                                "kafka.bootstrap",
                                kafka.bootstrap(),
                                "redis.uri",
                                redis.uri().toString(),
                                "ranking.port",
                                "0",
                                "ranking.threads",
                                "1",
                                "index.snapshot-dir",
                                directory.resolve("index").toString(),
                                "ranking.redis-timeout-ms",
                                "2000"));
        OnlineStore store = RedisOnlineStore.open(settings, Duration.ofSeconds(2));
        TestData.writePosts(store, 30);
        ServiceBed bed =
                new ServiceBed(
                        kafka, redis, settings, store, RankingService.start(settings, models));
        bed.awaitReady();
        return bed;
    }

    /** Another service over the same servers and the same folder; ready. */
    ServiceBed restarted(Models models) {
        ServiceBed again =
                new ServiceBed(
                        kafka, redis, settings, store, RankingService.start(settings, models));
        again.awaitReady();
        return again;
    }

    private void awaitReady() {
        await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
    }

    int port() {
        return service.port();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    void awaitMetric(String line) {
        await().atMost(PATIENCE).until(() -> get("/metrics").body().contains(line));
    }

    @Override
    public void close() {
        service.close();
        store.close();
        redis.close();
        kafka.close();
    }
}

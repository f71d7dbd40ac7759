package io.feedrank.ranking.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisFeedStore;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.ranking.api.config.ApiConfig;
import io.feedrank.ranking.api.kafka.KafkaClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A replica of the API with its ranker and stores, and a client of it. */
final class Replica implements AutoCloseable {
    static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AtomicLong NUMBER = new AtomicLong();

    final Clock clock =
            Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(Instant.now(), START));
    final RedisFeedStore feeds;
    final RedisOnlineStore features;
    final ApiServer server;
    final RankerPeer ranker;
    final KafkaClients kafka;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong sequence = new AtomicLong();

    /** Up and ready, with {@code overrides} of its settings. */
    static Replica start(Servers servers, Map<String, String> overrides) {
        return new Replica(servers, overrides);
    }

    private Replica(Servers servers, Map<String, String> overrides) {
        String name = "r" + NUMBER.incrementAndGet();
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap", servers.kafka().bootstrap());
        settings.put("redis.uri", servers.redis().uri().toString());
        settings.put("api.port", "0");
        settings.put("api.replica", name);
        settings.put("api.ticks-enabled", "false");
        settings.put("api.timeout-ms", "2000");
        settings.putAll(overrides);
        this.feeds = new RedisFeedStore(servers.redis().uri(), Duration.ofSeconds(2));
        this.features = new RedisOnlineStore(servers.redis().uri(), Duration.ofSeconds(2));
        this.kafka = new KafkaClients(servers.kafka().bootstrap());
        this.server = new ApiServer(ApiConfig.from(Settings.of(settings)), clock);
        server.start();
        awaitReady();
        this.ranker = new RankerPeer(kafka, feeds, Topics.responsesOf(name));
    }

    /** An answer, parsed when it is JSON. */
    record Answer(int status, Map<String, List<String>> headers, JsonNode body, String text) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get("/health/ready").status() == 200);
    }

    Answer get(String path) {
        return send(request(path).GET().build()).join();
    }

    CompletableFuture<Answer> getLater(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, String contentType, String body) {
        return send(request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .join();
    }

    Answer postJson(String path, String body) {
        return post(path, "application/json", body);
    }

    /** Stores what {@code post_meta} says of a post. */
    void savePost(String id, String title, String author, String status) {
        Post post = new Post(id, author, START.toEpochMilli(), title, "en", "science", status, 0);
        save(FeatureGroup.POST_META, id, PostMeta.CODEC, post);
    }

    /** Stores a ranked list such as {@code trending}, best first. */
    void saveRanked(FeatureGroup group, String... postIds) {
        RankedPosts posts = new RankedPosts(200);
        for (int i = 0; i < postIds.length; i++) {
            posts.put(postIds[i], postIds.length - i);
        }
        save(group, OnlineKey.ALL, RankedPosts.CODEC, posts);
    }

    <T> void save(FeatureGroup group, String entity, Codec<T> codec, T value) {
        features.put(
                List.of(
                        new OnlineWrite(
                                new OnlineKey(group, entity),
                                VersionedValue.of(
                                        System.nanoTime(),
                                        sequence.incrementAndGet(),
                                        codec.toBytes(value)))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private CompletableFuture<Answer> send(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(Replica::answer);
    }

    private static Answer answer(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        try {
            JsonNode body =
                    type.contains("json") ? MAPPER.readTree(response.body()) : MAPPER.nullNode();
            return new Answer(
                    response.statusCode(), response.headers().map(), body, response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
        ranker.close();
        feeds.close();
        features.close();
    }
}

package io.feedrank.feature.online.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.testing.redis.RedisProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that takes encrypted connections of known users alone. */
class RedisSecurityIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final OnlineKey KEY = new OnlineKey(FeatureGroup.POST_STATS, "p1");
    private static final OnlineWrite WRITE =
            new OnlineWrite(KEY, VersionedValue.of(1, 1, new byte[] {1}));

    @TempDir private static Path directory;
    private static Certificates certificates;
    private static RedisProcess redis;
    private static String trust;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(directory.resolve("certificates"));
        Path users =
                Files.writeString(
                        directory.resolve("users.acl"),
                        """
                        user default off
                        user feed on >right ~f:* ~s:* ~last:* +get +mget +set +evalsha +eval +scan +getrange
                        user reader on >right ~f:* +get +mget
                        """);
        redis =
                RedisProcess.startTls(
                        directory.resolve("redis"),
                        "--tls-cert-file",
                        certificates.certificate().toString(),
                        "--tls-key-file",
                        certificates.key().toString(),
                        "--tls-ca-cert-file",
                        certificates.certificate().toString(),
                        "--tls-auth-clients",
                        "no",
                        "--aclfile",
                        users.toString());
        trust = "?trust-store=" + certificates.trustStore() + "&trust-store-password=changeit";
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static RedisOnlineStore store(String start, String options) {
        return new RedisOnlineStore(
                URI.create(start + "127.0.0.1:" + redis.port() + options), TIMEOUT);
    }

    @Test
    void a_trusted_server_lets_a_known_user_read_and_write() throws Exception {
        for (String options : List.of(trust, "?trust-store=" + certificates.certificate())) {
            try (RedisOnlineStore store = store("rediss://feed:right@", options)) {
                store.put(List.of(WRITE));
                assertThat(store.get(List.of(KEY)).get(0).sequence()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_wrong_password_is_said_so() {
        try (RedisOnlineStore store = store("rediss://feed:wrong@", trust)) {
            assertRefused(
                    () -> store.get(List.of(KEY)),
                    "Redis does not let us in: WRONGPASS",
                    "check USER:PASSWORD in redis.uri");
        }
        try (RedisOnlineStore store = store("rediss://", trust)) {
            assertRefused(
                    () -> store.get(List.of(KEY)), "NOAUTH", "check USER:PASSWORD in redis.uri");
        }
    }

    @Test
    void a_permission_that_is_missing_is_named() {
        try (RedisOnlineStore store = store("rediss://reader:right@", trust)) {
            assertThat(store.get(List.of(new OnlineKey(FeatureGroup.POST_STATS, "none"))))
                    .containsOnlyNulls();
            assertRefused(() -> store.put(List.of(WRITE)), "NOPERM", "evalsha", "needs +get");
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_not_trusted() throws Exception {
        Certificates others = new Certificates(directory.resolve("others"));
        String wrong = "?trust-store=" + others.trustStore() + "&trust-store-password=changeit";
        for (String options : List.of("", wrong)) {
            try (RedisOnlineStore store = store("rediss://feed:right@", options)) {
                assertRefused(
                        () -> store.get(List.of(KEY)),
                        "no encrypted connection to Redis",
                        "trust-store vouches for that certificate");
            }
        }
    }

    @Test
    void a_trust_store_that_cannot_be_opened_is_named() {
        assertRefused(
                () -> store("rediss://feed:right@", "?trust-store=/nowhere.p12"),
                "trust-store: cannot open /nowhere.p12");
        assertRefused(
                () -> store("rediss://feed:right@", trust.replace("changeit", "no")),
                "trust-store: cannot open ");
    }

    private static void assertRefused(ThrowingCallable call, String... messages) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FeedrankException.class,
                        e -> assertThat(e.category()).isEqualTo(Category.BAD_INPUT))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages))
                .hasMessageNotContaining("right@");
    }
}

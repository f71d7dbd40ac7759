package io.feedrank.feature.online.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.redis.RedisAddress.Kind;
import io.feedrank.feature.online.redis.RedisAddress.Node;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {
    @Test
    void a_server_has_a_user_a_database_and_certificates() {
        RedisAddress address =
                RedisAddress.parse(
                        URI.create(
                                "rediss://feed:a%3Ab+c@redis.example:6380/3?trust-store=/etc/ca.p12&trust-store-password=x"));

        assertThat(address.nodes()).containsExactly(new Node("redis.example", 6380));
        assertThat(address.kind()).isEqualTo(Kind.SERVER);
        assertThat(address.user()).isEqualTo(new RedisAddress.User("feed", "a:b+c"));
        assertThat(address.database()).isEqualTo(3);
        assertThat(address.tls().trustStore())
                .isEqualTo(new RedisTls.Store(Path.of("/etc/ca.p12"), "x"));
        assertThat(address.toString()).doesNotContain("a:b+c").doesNotContain("password=x");
    }

    @Test
    void a_cluster_has_several_nodes() {
        RedisAddress address =
                RedisAddress.parse(URI.create("redis-cluster://:secret@a:1,b:2,127.0.0.1:3"));

        assertThat(address.nodes())
                .isEqualTo(List.of(new Node("a", 1), new Node("b", 2), new Node("127.0.0.1", 3)));
        assertThat(address.kind()).isEqualTo(Kind.CLUSTER);
        assertThat(address.user()).isEqualTo(new RedisAddress.User("", "secret"));
        assertThat(address.tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://a:1                             | got the scheme 'http'
                    redis:a                                | got no host
                    redis://a                              | got a host without a port
                    redis://a:b                            | got a port that is no number
                    redis://u:secret@a:1,b:2               | got several hosts of one server
                    redis://a:1/x                          | got a database that is no number
                    redis-cluster://a:1/2                  | got a database, of which a cluster has one alone
                    redis://secret@a:1                     | got a user without a password
                    redis://a:1?trust-store=x              | got [trust-store] on a connection in the clear
                    rediss://a:1?truststore=x              | got the option 'truststore', expected one of [key-store,
                    """)
    void what_is_wrong_is_named_and_no_password_is_repeated(String uri, String message) {
        assertThatThrownBy(() -> RedisAddress.parse(URI.create(uri)))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("setting 'redis.uri': " + message)
                .hasMessageNotContaining("secret");
    }
}

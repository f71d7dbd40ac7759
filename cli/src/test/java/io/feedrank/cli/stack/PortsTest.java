package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir Path directory;

    @Test
    void a_port_is_given_again_to_the_next_launcher() {
        int first = ports(Map.of()).reserve("api");

        assertThat(ports(Map.of()).reserve("api")).isEqualTo(first);
        assertThat(ports(Map.of()).get("api")).isEqualTo(first);
    }

    @Test
    void a_remembered_port_that_is_taken_is_replaced() throws Exception {
        int first = ports(Map.of()).reserve("api");
        try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            int second = ports(Map.of()).reserve("api");

            assertThat(second).isNotEqualTo(taken.getLocalPort());
            assertThat(ports(Map.of()).get("api")).isEqualTo(second);
        }
    }

    @Test
    void a_port_that_was_asked_for_is_used_and_remembered() {
        int wanted = ports(Map.of()).reserve("other");

        assertThat(ports(Map.of("api", wanted)).reserve("api")).isEqualTo(wanted);
        assertThat(ports(Map.of()).get("api")).isEqualTo(wanted);
    }

    @Test
    void a_port_that_was_asked_for_and_is_taken_is_an_error() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = ports(Map.of("api", taken.getLocalPort()));

            assertThatThrownBy(() -> ports.reserve("api"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(taken.getLocalPort() + " was asked for (api)");
        }
    }

    private Ports ports(Map<String, Integer> wanted) {
        return new Ports(directory.resolve("ports.properties"), wanted);
    }
}

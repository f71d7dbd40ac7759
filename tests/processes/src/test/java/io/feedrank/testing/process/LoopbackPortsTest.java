package io.feedrank.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    private static final int EACH = 400;

    /** Reserves, says so, and holds on until its input ends. */
    static final class Reserver {
        private Reserver() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < EACH; i++) {
                System.out.println(LoopbackPorts.reserve());
            }
            System.out.println("all");
            while (System.in.read() >= 0) {
                // until the test ends
            }
        }
    }

    @Test
    void no_port_is_given_twice_within_or_between_processes() throws Exception {
        List<Process> processes = List.of(reserver(), reserver());
        List<CompletableFuture<List<Integer>>> given =
                processes.stream()
                        .map(process -> CompletableFuture.supplyAsync(() -> portsOf(process)))
                        .toList();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < EACH / 2; i++) {
            int port = LoopbackPorts.reserve(10_000);
            all.addAll(List.of(port, port + 10_000));
        }
        given.forEach(one -> all.addAll(one.join()));

        assertThat(all).hasSize(3 * EACH).doesNotHaveDuplicates();
        assertThat(all).allMatch(port -> port >= LoopbackPorts.LOWEST);
        assertThat(all).allMatch(port -> port <= LoopbackPorts.HIGHEST);
        for (Process process : processes) {
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void a_port_on_which_somebody_listens_is_not_given() throws Exception {
        int port;
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = stranger.getLocalPort();

            assertThat(LoopbackPorts.take(port)).isFalse();
        }
        assertThat(LoopbackPorts.take(port)).isTrue();
        assertThat(LoopbackPorts.take(port)).isFalse();
    }

    private static Process reserver() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reserver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Integer> portsOf(Process process) {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        return lines.lines().takeWhile(line -> !line.equals("all")).map(Integer::valueOf).toList();
    }
}

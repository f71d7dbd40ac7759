package io.feedrank.testing.redis;

import io.feedrank.testing.process.LoopbackPorts;
import io.feedrank.testing.process.OrphanGuard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server on the loopback, in a process of its own. It can be killed and started again on
 * the same port and directory, and ends with this JVM. Its output is in {@code redis.log}.
 */
public final class RedisProcess implements AutoCloseable {
    // A node of a cluster listens on this much above its port as well.
    private static final int CLUSTER_BUS = 10_000;
    private static final Duration START = Duration.ofSeconds(20);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path directory;
    private final int port;
    private final List<String> command;
    private @Nullable Process process;
    private @Nullable OrphanGuard guard;

    private RedisProcess(Path directory, int port, List<String> settings) {
        this.directory = directory;
        this.port = port;
        try {
            Files.createDirectories(directory);
            command = new ArrayList<>();
            command.add(ExecutableProvider.newJarResourceProvider().get().getPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command.addAll(List.of("--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of("--dir", directory.toAbsolutePath().toString()));
        command.addAll(settings);
    }

    /**
     * Starts one that keeps nothing on disk.
     *
     * @param settings more of them, as on Redis's command line
     */
    public static RedisProcess start(Path directory, String... settings) {
        int port = LoopbackPorts.reserve(CLUSTER_BUS);
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port)));
        all.addAll(List.of(settings));
        return started(new RedisProcess(directory, port, all));
    }

    /** Starts one that takes encrypted connections alone. */
    public static RedisProcess startTls(Path directory, String... settings) {
        int port = LoopbackPorts.reserve(CLUSTER_BUS);
        List<String> all =
                new ArrayList<>(List.of("--port", "0", "--tls-port", Integer.toString(port)));
        all.addAll(List.of(settings));
        return started(new RedisProcess(directory, port, all));
    }

    private static RedisProcess started(RedisProcess redis) {
        redis.start();
        return redis;
    }

    /** Starts it once more. */
    public void start() {
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            directory.resolve("redis.log").toFile()))
                            .start();
            guard = OrphanGuard.over(process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > giveUpAt || !isAlive()) {
                kill();
                throw new IllegalStateException(
                        "Redis did not start, see " + directory.resolve("redis.log"));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isAlive() {
        return process != null && process.isAlive();
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Runs one command over a connection in the clear; all lines of its reply but the lengths.
     *
     * @throws IllegalStateException when Redis refuses it
     */
    public String command(String... words) {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 2_000);
            socket.setSoTimeout(10_000);
            StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                request.append('$').append(word.length()).append("\r\n");
                request.append(word).append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            return reply(
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reply(BufferedReader reader) throws IOException {
        String first = String.valueOf(reader.readLine());
        String rest = first.substring(1);
        return switch (first.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(reader, Integer.parseInt(rest));
            default -> throw new IllegalStateException(rest);
        };
    }

    private static String bulk(BufferedReader reader, int length) throws IOException {
        char[] text = new char[Math.max(0, length)];
        int read = 0;
        while (read < text.length) {
            read += reader.read(text, read, text.length - read);
        }
        return new String(text);
    }

    /** Stops it as a crash would: SIGKILL. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
        OrphanGuard watching = guard;
        if (watching != null) {
            watching.close();
        }
    }

    @Override
    public void close() {
        kill();
    }
}

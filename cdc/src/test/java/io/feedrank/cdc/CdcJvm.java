package io.feedrank.cdc;

import io.feedrank.testing.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process as it is started in production: a JVM of its own, from the jar and {@code
 * target/classpath}.
 */
final class CdcJvm implements AutoCloseable {
    private static final Path TARGET = Path.of("target");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    private CdcJvm(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static CdcJvm start(Path settings, Path log) throws IOException {
        int port = LoopbackPorts.reserve();
        String dependencies = Files.readString(TARGET.resolve("classpath")).strip();
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        TARGET.resolve("classes") + ":" + dependencies,
                                        "io.feedrank.cdc.CdcMain",
                                        "--config",
                                        settings.toString(),
                                        "--cdc.port",
                                        String.valueOf(port)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new CdcJvm(port, process);
    }

    /** The status code and the body, -1 when nothing answers yet. */
    HttpAnswer get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return new HttpAnswer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new HttpAnswer(-1, e.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean ready() {
        return get("/health/ready").status() == 200;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still there 30 s after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    record HttpAnswer(int status, String body) {}
}

package io.feedrank.ranking.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shard in a process of its own. */
final class ShardProcess {
    private static final Path LOGS = Path.of("target", "shard-logs");

    private final Process process;

    private ShardProcess(Process process) {
        this.process = process;
    }

    static ShardProcess start(String bootstrap, String set, String name, Path directory)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx320m",
                                "-XX:+UseSerialGC",
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.feedrank.ranking.shard.ShardMain"));
        Map.of(
                        "kafka.bootstrap",
                        bootstrap,
                        "shard.replica-set",
                        set,
                        "shard.name",
                        name,
                        "shard.port",
                        "0",
                        "shard.http-port",
                        "0",
                        "shard.heartbeat-ms",
                        "1000",
                        "index.snapshot-dir",
                        directory.resolve("index").toString())
                .forEach(
                        (key, value) -> {
                            command.add("--" + key);
                            command.add(value);
                        });
        Files.createDirectories(LOGS);
        return new ShardProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(LOGS.resolve(name + ".log").toFile())
                        .start());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
}

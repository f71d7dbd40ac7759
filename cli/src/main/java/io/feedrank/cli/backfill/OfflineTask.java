package io.feedrank.cli.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.ModuleTask;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.Installation;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A main of the job jar that runs from start to end beside the cluster. */
public enum OfflineTask {
    COMPACT("compact", "io.feedrank.jobs.CompactMain"),
    SNAPSHOT("snapshot", "io.feedrank.jobs.SnapshotMain");

    private static final Duration PATIENCE = Duration.ofHours(6);

    private final String id;
    private final String main;

    OfflineTask(String id, String main) {
        this.id = id;
        this.main = main;
    }

    /**
     * Runs it.
     *
     * @param more settings beside those of the work directory's stack
     * @return its report
     * @throws CommandFailure when it failed, with what it printed last
     */
    public JsonNode run(WorkDirectory work, Map<String, String> more, Progress progress)
            throws IOException {
        Path directory = Files.createDirectories(work.root().resolve("offline-tasks"));
        Path report = directory.resolve(id + ".json");
        Files.deleteIfExists(report);
        Map<String, String> settings = new TreeMap<>(LocalStack.settings(work));
        settings.putIfAbsent("offline.dir", work.root().resolve("offline").toString());
        settings.putAll(more);
        settings.put("report", report.toString());
        Path log4j = Installation.find().home().resolve("flink-conf/log4j-console.properties");
        ModuleTask task =
                new ModuleTask(
                        "jobs",
                        main,
                        List.of("-Xmx512m", "-Dlog4j.configurationFile=" + log4j.toUri()),
                        Map.of(),
                        settings.entrySet().stream()
                                .flatMap(
                                        entry ->
                                                List.of("--" + entry.getKey(), entry.getValue())
                                                        .stream())
                                .toList(),
                        directory.resolve(id + ".log"),
                        directory.resolve(id + ".progress"));
        task.run(progress, PATIENCE);
        if (!Files.exists(report)) {
            throw new CommandFailure(id + " failed:\n" + task.tail());
        }
        return new ObjectMapper().readTree(report.toFile());
    }
}

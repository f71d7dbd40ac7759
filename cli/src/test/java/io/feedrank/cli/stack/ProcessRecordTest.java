package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path directory;

    @Test
    void what_the_launch_script_writes_is_read_back() throws Exception {
        Path file = directory.resolve("sleeper.json");
        Path script = new WorkDirectory(directory).script("launch.sh");
        List<String> command = List.of("sleep", "60");
        Process process =
                new ProcessBuilder(
                                "sh",
                                script.toString(),
                                file.toString(),
                                ProcessRecord.withoutIdentity(
                                        "sleeper",
                                        4711,
                                        "INT",
                                        NOON,
                                        List.of("sleep", "a \"b\" c")),
                                command.get(0),
                                command.get(1))
                        .start();
        try {
            assertThat(
                            Polling.until(
                                    Duration.ofSeconds(5),
                                    Duration.ofMillis(10),
                                    () -> Files.exists(file)))
                    .isTrue();
            ProcessRecord record = ProcessRecord.read(file).orElseThrow();

            assertThat(record)
                    .isEqualTo(
                            new ProcessRecord(
                                    "sleeper",
                                    ProcessIdentity.of(process.pid()).orElseThrow(),
                                    4711,
                                    "INT",
                                    NOON,
                                    List.of("sleep", "a \"b\" c")));
            assertThat(Files.readAllLines(file)).hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_missing_or_torn_record_is_none() throws Exception {
        Path torn = Files.writeString(directory.resolve("torn.json"), "{\"pid\": 12");

        assertThat(ProcessRecord.read(torn)).isEmpty();
        assertThat(ProcessRecord.read(directory.resolve("none.json"))).isEmpty();
    }
}

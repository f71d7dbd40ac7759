package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
    @TempDir Path directory;

    @Test
    void settings_are_read_back_and_the_same_settings_give_the_same_bytes() throws Exception {
        Map<String, String> settings = Map.of("b.key", "a value = with: signs", "a.key", "grøn");
        Path file = PropertiesFile.write(directory.resolve("x.properties"), settings);
        byte[] first = Files.readAllBytes(file);

        assertThat(PropertiesFile.read(file)).isEqualTo(settings);
        assertThat(Files.readAllBytes(PropertiesFile.write(file, settings))).isEqualTo(first);
        assertThat(Files.readString(file)).startsWith("a.key=");
    }

    @Test
    void every_process_is_told_where_the_others_are_and_what_was_configured() {
        StackMembers members = StackStatus.members(new WorkDirectory(directory));
        members.configure(Map.of("clock.offset-ms", "-42"));

        Map<String, String> settings = StackStatus.members(new WorkDirectory(directory)).settings();

        assertThat(settings)
                .containsEntry("clock.offset-ms", "-42")
                .containsEntry("kafka.bootstrap", members.addresses().kafka())
                .containsEntry("statefun.function-url", members.addresses().ranking() + "/statefun")
                .containsEntry("offline.dir", directory.resolve("offline").toString());
    }

    @Test
    void the_broker_keeps_events_of_any_age() {
        WorkDirectory work = new WorkDirectory(directory);
        KafkaServer kafka =
                new KafkaServer(new JvmCommand(Installation.finder()), work, 20_001, 20_002);

        assertThat(kafka.brokerSettings())
                .containsEntry("log.retention.ms", "-1")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:20002")
                .containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void a_job_gets_its_settings_as_arguments_sorted_by_key() {
        JobSubmission submission =
                new JobSubmission(
                        FeatureJob.ONLINE_FEATURES,
                        2,
                        Map.of("redis.uri", "r", "kafka.bootstrap", "k"),
                        Optional.empty(),
                        Map.of());

        assertThat(submission.arguments())
                .containsExactly("--kafka.bootstrap", "k", "--redis.uri", "r");
    }

    @Test
    void the_innermost_cause_is_what_a_person_reads() {
        assertThat(
                        FlinkErrors.cause(
                                "org.x.Outer: all\n\tat a.b\nCaused by: org.x.Inner: the reason\n\tat c.d\n"))
                .isEqualTo("org.x.Inner: the reason");
        assertThat(FlinkErrors.cause("org.x.Alone: it\n\tat a.b")).isEqualTo("org.x.Alone: it");
    }
}

package io.feedrank.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineChecksTest {

    @Test
    void too_little_memory_fails_and_little_free_memory_warns() {
        assertThat(MachineChecks.memory(4_000, 3_900).level()).isEqualTo(Finding.Level.FAIL);
        assertThat(MachineChecks.memory(16_000, 3_900).level()).isEqualTo(Finding.Level.WARN);
        assertThat(MachineChecks.memory(16_000, 12_000))
                .isEqualTo(Finding.ok("memory", "12000 MB free of 16000 MB"));
    }

    @Test
    void one_core_warns() {
        assertThat(MachineChecks.cores(1).level()).isEqualTo(Finding.Level.WARN);
        assertThat(MachineChecks.cores(2).level()).isEqualTo(Finding.Level.OK);
    }

    @Test
    void a_full_disk_fails_and_says_what_to_do() {
        Finding finding = MachineChecks.disk(100, Path.of("/work"));

        assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
        assertThat(finding.advice()).contains("--work");
    }

    @Test
    void a_directory_that_does_not_exist_yet_is_judged_by_the_disk_it_would_be_on() {
        assertThat(MachineChecks.disk(Path.of("/tmp/no/such/directory")).found())
                .contains("MB free");
    }

    @Test
    void loopback_ports_can_be_opened_here() {
        assertThat(MachineChecks.loopback().level()).isEqualTo(Finding.Level.OK);
    }
}

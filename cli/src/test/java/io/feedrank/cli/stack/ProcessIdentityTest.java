package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void a_process_knows_itself() {
        ProcessIdentity self = ProcessIdentity.self();

        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.alive()).isTrue();
    }

    @Test
    void another_process_with_the_same_pid_is_not_it_and_gets_no_signal() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity earlier = new ProcessIdentity(sleeper.pid(), "1@another-boot");

            assertThat(earlier.alive()).isFalse();
            earlier.signal("KILL");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly();
        }
    }

    @Test
    void a_signal_reaches_the_process_itself() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(sleeper.pid()).orElseThrow();

        identity.signal("TERM");

        assertThat(sleeper.waitFor()).isEqualTo(143);
        assertThat(identity.alive()).isFalse();
    }
}

package io.feedrank.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrphanGuardTest {
    /** Starts a child under a guard, prints its number, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        @SuppressWarnings("resource") // the guard outlives this JVM on purpose
        public static void main(String[] args) throws Exception {
            Process child = new ProcessBuilder("sleep", "600").start();
            OrphanGuard.over(child.pid());
            System.out.println(child.pid());
            child.waitFor();
        }
    }

    @Test
    void a_server_ends_with_a_parent_that_is_killed() throws Exception {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        child.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_guard_that_was_closed_kills_nobody() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        OrphanGuard.over(child.pid()).close();

        assertThat(child.waitFor(1, TimeUnit.SECONDS)).as("it ended").isFalse();
        child.destroyForcibly();
    }
}

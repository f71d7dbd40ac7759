package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process this is, for as long as the machine stays up: its pid, and its birth as {@code
 * <start tick>@<boot id>}. Pids are reused, births are not, so that a process is never signalled in
 * place of one that is gone.
 */
public record ProcessIdentity(long pid, String birth) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    // Fields of /proc/PID/stat counted from the state, the first one after the command in
    // parentheses.
    private static final int STATE = 0;
    private static final int START_TICK = 19;

    /** The process that runs this code. */
    public static ProcessIdentity self() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(
                        () ->
                                new StackException(
                                        "cannot read /proc/"
                                                + pid
                                                + "/stat: the local stack needs Linux"));
    }

    /** The process that has this pid now; empty when there is none, or only its zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TICK + 2);
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(
                    new ProcessIdentity(
                            pid, fields[START_TICK] + "@" + Files.readString(BOOT_ID).strip()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /**
     * Sends a signal, by name without SIG, if this very process still runs.
     *
     * @throws StackException when the signal could not be sent to a process that still runs
     */
    public void signal(String name) {
        if (!alive()) {
            return;
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (kill.waitFor() != 0 && alive()) {
                throw new StackException(
                        "kill -s "
                                + name
                                + " "
                                + pid
                                + " was refused: is it a process of another user?");
            }
        } catch (IOException failure) {
            throw new StackException("cannot run kill: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while signalling process " + pid, interrupted);
        }
    }
}

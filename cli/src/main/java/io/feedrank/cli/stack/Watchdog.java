package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A shell script in a session of its own that outlives this launcher by at most half a second: if
 * the launcher dies, even of SIGKILL, it stops what the launcher recorded.
 */
final class Watchdog implements AutoCloseable {
    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    static Watchdog start(WorkDirectory work) {
        ProcessIdentity launcher = ProcessIdentity.self();
        try {
            return new Watchdog(
                    new ProcessBuilder(
                                    "setsid",
                                    "sh",
                                    work.script("watchdog.sh").toString(),
                                    Long.toString(launcher.pid()),
                                    launcher.birth(),
                                    work.run().toString())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(work.log("watchdog").toFile()))
                            .start());
        } catch (IOException failure) {
            throw new StackException("cannot start the watchdog: " + failure.getMessage(), failure);
        }
    }

    /**
     * Ends the watch, when there is nothing left to stop or it shall go on without this launcher.
     */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}

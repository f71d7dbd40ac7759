package io.feedrank.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends a server with the JVM that started it, whichever way that JVM ends: a shell waits for the
 * end of its input, which the system closes with the JVM, and then kills the server.
 */
public final class OrphanGuard implements AutoCloseable {
    // The read ends with the pipe; `cat` would outlive the shell when the guard is closed.
    private static final String SCRIPT = "while read -r line; do :; done; kill -s KILL \"$1\"";

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    /** Watches over a process. */
    public static OrphanGuard over(long pid) {
        try {
            return new OrphanGuard(
                    new ProcessBuilder("sh", "-c", SCRIPT, "guard", Long.toString(pid))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Watches no more: the server has ended, and its number may become another's. */
    @Override
    public void close() {
        shell.destroyForcibly().onExit().join();
    }
}

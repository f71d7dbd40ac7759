package io.feedrank.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;

/**
 * What people see. The only place that prints. Results go to standard output; progress and
 * complaints go to standard error, so that output can be piped. Safe for use by several threads.
 */
public final class Console {
    private static final Duration QUIET_INTERVAL = Duration.ofSeconds(5);
    private static final int WIDTH = 110;
    private static final int LOG_WIDTH = 300;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;

    private boolean statusShown;
    private long lastStatusNanos = System.nanoTime();

    /**
     * A console on any streams.
     *
     * @param terminal whether a line can be drawn again in place; else progress is a line every few
     *     seconds
     */
    public Console(PrintWriter out, PrintWriter err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The console of a command as it runs, so that tests see what it prints. */
    public static Console of(CommandLine.Model.CommandSpec command) {
        CommandLine line = command.commandLine();
        return new Console(line.getOut(), line.getErr(), errorIsTerminal());
    }

    /** One that nobody sees, for what goes on in the background. */
    public static Console silent() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Console(nowhere, nowhere, false);
    }

    // System.console() looks at standard input too, and means something else from JDK 22 on.
    private static boolean errorIsTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return (device.startsWith("/dev/pts/") || device.startsWith("/dev/tty"))
                    && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Prints one result line, or several. */
    public synchronized void say(String text) {
        clearStatus();
        out.println(text);
        out.flush();
    }

    /** Prints a line about what goes on: not part of the result. */
    public synchronized void note(String text) {
        clearStatus();
        err.println(text);
        err.flush();
    }

    /** Prints why a command fails. */
    public void complain(String text) {
        note("feedrank: " + text);
    }

    /**
     * Shows that something goes on. It ends with {@link Progress#close}.
     *
     * @param total how much there is to do, or 0 when that is not known
     */
    public Progress progress(String what, long total) {
        return new Progress(this, what, total);
    }

    /** Whether a line can be drawn again in place. */
    public boolean terminal() {
        return terminal;
    }

    /** Draws the passing line again; when it can't be, prints it every few seconds. */
    synchronized void status(String text) {
        int width = terminal ? WIDTH : LOG_WIDTH;
        String line = text.length() <= width ? text : text.substring(0, width - 3) + "...";
        long now = System.nanoTime();
        if (terminal) {
            err.print(CLEAR_LINE + line);
            statusShown = true;
        } else if (now - lastStatusNanos >= QUIET_INTERVAL.toNanos()) {
            err.println(line);
            lastStatusNanos = now;
        }
        err.flush();
    }

    /** Takes the passing line away. */
    synchronized void clearStatus() {
        if (statusShown) {
            err.print(CLEAR_LINE);
            err.flush();
            statusShown = false;
        }
    }

    /** A duration as people read it: {@code 0.4 s}, {@code 2 min 5 s}. */
    public static String seconds(Duration duration) {
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** A count as people read it: {@code 278,139}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

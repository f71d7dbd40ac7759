package io.feedrank.cli;

import io.feedrank.cli.stack.StackListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Shows how the local stack comes up and goes down: what is ready and how long it took, and what is
 * still waited for.
 */
public final class StackProgress implements StackListener, AutoCloseable {
    private static final int MOST_WITH_REASONS = 2;

    private final Console console;
    private final Progress progress;
    private final Map<String, String> underWay = new ConcurrentSkipListMap<>();

    /** Begins to show it. */
    public StackProgress(Console console, String what) {
        this.console = console;
        this.progress = console.progress(what, 0);
    }

    /** Since it began. */
    public Duration elapsed() {
        return progress.elapsed();
    }

    @Override
    public void leftovers(int count) {
        console.note("  stopping " + count + " processes that a killed run left behind");
    }

    @Override
    public void starting(String name) {
        waiting(name, "starts");
    }

    @Override
    public void waiting(String name, String reason) {
        underWay.put(name, reason);
        show();
    }

    @Override
    public void healthy(String name, Duration took) {
        finished(name, "ready", took);
    }

    @Override
    public void stopping(String name) {
        waiting(name, "stops");
    }

    @Override
    public void stopped(String name, Duration took) {
        finished(name, "stopped", took);
    }

    @Override
    public void failed(String name, String reason) {
        underWay.remove(name);
        console.note("  " + name + ": " + reason);
    }

    @Override
    public void close() {
        progress.close();
    }

    private void finished(String name, String what, Duration took) {
        underWay.remove(name);
        console.note(String.format("  %-18s %-8s %s", name, what, Console.seconds(took)));
        show();
    }

    private void show() {
        boolean few = underWay.size() <= MOST_WITH_REASONS;
        progress.detail(
                underWay.entrySet().stream()
                        .map(
                                entry ->
                                        few
                                                ? entry.getKey() + " (" + entry.getValue() + ")"
                                                : entry.getKey())
                        .collect(Collectors.joining(", ")));
    }
}

package io.feedrank.cli.demo;

import io.feedrank.cli.Console;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.StackListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of the demo one after another, shows each while it runs, and remembers how long
 * each took.
 */
final class StepLog implements StackListener {
    private final Console console;
    private final Map<String, String> underWay = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable Progress> current = new AtomicReference<>();
    private final Map<String, Duration> took = new LinkedHashMap<>();

    StepLog(Console console) {
        this.console = console;
    }

    /**
     * Runs one step.
     *
     * @param what for people, in the present tense: {@code replaying events}
     * @param total how much there is to do, 0 when unknown
     * @param work does it; its result is printed behind the step
     */
    <T> T run(String what, long total, Function<Progress, Outcome<T>> work) {
        console.note("== " + what);
        Outcome<T> outcome;
        try (Progress progress = console.progress(what, total)) {
            current.set(progress);
            outcome = work.apply(progress);
            took.merge(what, progress.elapsed(), Duration::plus);
        }
        console.note(
                "   "
                        + outcome.summary()
                        + " in "
                        + Console.seconds(took.getOrDefault(what, Duration.ZERO)));
        return outcome.value();
    }

    @Override
    public void leftovers(int count) {
        console.note("   stopping " + count + " processes that a killed run left behind");
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
    public void healthy(String name, Duration duration) {
        console.note(String.format("   %-18s ready %s", name, Console.seconds(duration)));
        underWay.remove(name);
        show();
    }

    @Override
    public void stopping(String name) {
        waiting(name, "stops");
    }

    @Override
    public void stopped(String name, Duration duration) {
        underWay.remove(name);
        show();
    }

    @Override
    public void failed(String name, String reason) {
        underWay.remove(name);
        console.note("   " + name + ": " + reason);
    }

    private void show() {
        Progress progress = current.get();
        if (progress != null) {
            progress.detail(
                    underWay.entrySet().stream()
                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    /** How long each step took, in order. */
    Map<String, Duration> durations() {
        return took;
    }

    /** What a step yields, and what it says of it. */
    record Outcome<T>(T value, String summary) {}
}

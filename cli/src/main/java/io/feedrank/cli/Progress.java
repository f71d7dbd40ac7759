package io.feedrank.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shows how far something has come, or only that it goes on. Safe for use by several threads. */
public final class Progress implements AutoCloseable {
    private static final int BAR = 28;
    private static final int TICK_MILLIS = 120;
    private static final String SPIN = "|/-\\";

    private final Console console;
    private final String what;
    private final AtomicLong total;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final long began = System.nanoTime();
    private final ScheduledExecutorService redraw;

    private volatile String detail = "";

    Progress(Console console, String what, long total) {
        this.console = console;
        this.what = what;
        this.total = new AtomicLong(total);
        this.redraw =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "progress");
                            thread.setDaemon(true);
                            return thread;
                        });
        var unused =
                redraw.scheduleAtFixedRate(
                        this::draw, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** So much more is done. */
    public void advance(long amount) {
        done.addAndGet(amount);
    }

    /** So much is done in all. */
    public void reach(long amount) {
        done.set(amount);
    }

    /** There turned out to be so much to do. */
    public void expect(long amount) {
        total.set(amount);
    }

    /** What it does right now. */
    public void detail(String text) {
        detail = text;
    }

    /** How much is done. */
    public long done() {
        return done.get();
    }

    /** Since it began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Takes the line away; whoever began it says what came of it. */
    @Override
    public void close() {
        redraw.shutdownNow();
        console.clearStatus();
    }

    private void draw() {
        if (!redraw.isShutdown()) {
            console.status(line(ticks.getAndIncrement()));
        }
    }

    /** The line as it is drawn the n-th time. */
    String line(long tick) {
        String suffix = detail.isEmpty() ? "" : "  " + detail;
        double secondsSoFar = elapsed().toNanos() / 1e9;
        long all = total.get();
        if (all <= 0) {
            String spin = console.terminal() ? SPIN.charAt((int) (tick % SPIN.length())) + " " : "";
            String counted = done.get() > 0 ? "  " + Console.count(done.get()) : "";
            return spin + what + counted + "  " + Console.seconds(elapsed()) + suffix;
        }
        double share = Math.min(1.0, (double) done.get() / all);
        int filled = (int) (share * BAR);
        return what
                + " ["
                + "=".repeat(filled)
                + " ".repeat(BAR - filled)
                + "] "
                + (int) (share * 100)
                + "%  "
                + Console.count(done.get())
                + "/"
                + Console.count(all)
                + "  "
                + Console.count(Math.round(done.get() / Math.max(secondsSoFar, 1e-3)))
                + "/s"
                + suffix;
    }
}

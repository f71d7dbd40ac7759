package io.feedrank.cli.backfill;

import io.feedrank.cli.Console;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.WorkDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Compacts the offline store of a stack that stays, and takes snapshots, until it is closed. */
public final class OfflineUpkeep implements AutoCloseable {
    private final WorkDirectory work;
    private final Console console;
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "offline-upkeep");
                        thread.setDaemon(true);
                        return thread;
                    });

    private OfflineUpkeep(WorkDirectory work, Console console) {
        this.work = work;
        this.console = console;
    }

    /** Runs both now, and again after each {@code period}. */
    public static OfflineUpkeep start(WorkDirectory work, Console console, Duration period) {
        OfflineUpkeep upkeep = new OfflineUpkeep(work, console);
        var unused =
                upkeep.schedule.scheduleWithFixedDelay(
                        upkeep::run, 0, period.toSeconds(), TimeUnit.SECONDS);
        return upkeep;
    }

    private void run() {
        for (OfflineTask task : OfflineTask.values()) {
            try (Progress progress = Console.silent().progress(task.name(), 0)) {
                task.run(work, Map.of(), progress);
            } catch (IOException | RuntimeException failure) {
                if (schedule.isShutdown()) {
                    return;
                }
                // The next run tries again; nobody waits for this one.
                console.note("upkeep of the offline store: " + failure.getMessage());
            }
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}

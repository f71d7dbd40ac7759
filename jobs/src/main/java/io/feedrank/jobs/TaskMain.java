package io.feedrank.jobs;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that runs from start to end: what it prints last is its report, or what was wrong. */
final class TaskMain {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMain.class);

    private TaskMain() {}

    /** Runs a task; ends the process with 2 for bad input, and with 1 for what else fails. */
    static void run(String[] args, BiFunction<Settings, TaskFiles, Object> task) {
        try {
            Settings settings = Settings.fromArgs(args);
            TaskFiles files = TaskFiles.of(settings);
            Object report = task.apply(settings, files);
            files.report(report);
            LOG.info("{}", report);
        } catch (FeedrankException e) {
            LOG.error("{}", e.getMessage());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        }
    }
}

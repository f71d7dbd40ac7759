package io.feedrank.jobs;

import io.feedrank.feature.config.Settings;
import io.feedrank.jobs.compact.CompactConfig;
import io.feedrank.jobs.compact.CompactReport;
import io.feedrank.jobs.compact.Compaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts the offline store once: {@code java -cp job.jar:… io.feedrank.jobs.CompactMain
 * --offline.dir D [--report FILE] [--progress FILE]}.
 */
public final class CompactMain {
    private static final Logger LOG = LoggerFactory.getLogger(CompactMain.class);

    private CompactMain() {}

    public static void main(String[] args) {
        Settings settings = Settings.fromArgs(args);
        TaskFiles files = TaskFiles.of(settings);
        CompactReport report =
                new Compaction(CompactConfig.from(settings))
                        .run(share -> files.progress("compacting", share));
        files.report(report);
        LOG.info("{}", report);
    }
}

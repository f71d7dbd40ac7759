package io.feedrank.jobs;

import io.feedrank.jobs.compact.CompactConfig;
import io.feedrank.jobs.compact.Compaction;

/**
 * Compacts the offline store once: {@code java -cp job.jar:… io.feedrank.jobs.CompactMain
 * --offline.dir D [--report FILE] [--progress FILE]}.
 */
public final class CompactMain {
    private CompactMain() {}

    public static void main(String[] args) {
        TaskMain.run(
                args,
                (settings, files) ->
                        new Compaction(CompactConfig.from(settings))
                                .run(share -> files.progress("compacting", share)));
    }
}

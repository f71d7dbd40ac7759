package io.feedrank.cli.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How {@code online-features} of a local stack goes from one generation to the next. The settings
 * of the new one are the stack's from its submission on, so that whoever starts the stack after a
 * crash starts the one that may have written already.
 */
public final class Handover {
    private static final FeatureJob JOB = FeatureJob.ONLINE_FEATURES;

    private final WorkDirectory work;
    private final Path configured;

    /** That of the stack in {@code work}; it has been started before. */
    public Handover(WorkDirectory work) {
        this.work = work;
        this.configured = work.conf().resolve("stack.properties");
    }

    /** Settings of the engine for the job of {@code generation}. */
    public Map<String, String> engine(long generation) {
        return FlinkJob.engine(FlinkJob.checkpoints(work, JOB, generation));
    }

    /**
     * Makes {@code settings} those of the stack.
     *
     * @return what was configured before, for {@link #revert}
     */
    public Map<String, String> configure(Map<String, String> settings) {
        Map<String, String> before = PropertiesFile.read(configured);
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(settings);
        PropertiesFile.write(configured, all);
        return before;
    }

    /** Puts the settings of before back: the new job wrote nothing, and never will. */
    public void revert(Map<String, String> before) {
        PropertiesFile.write(configured, before);
    }

    /** From now on {@code jobId} is the stack's job. */
    public void takeOver(String jobId) {
        WorkDirectory.write(FlinkJob.idFile(work, JOB), jobId);
    }
}

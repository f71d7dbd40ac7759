package io.feedrank.bench.features;

import io.feedrank.bench.BenchDirectory;
import io.feedrank.feature.config.FeedrankException;

/** Measures online features; {@code feedrank bench features} runs it. */
public final class FeaturesBenchMain {
    private FeaturesBenchMain() {}

    /** Prints the figures and writes them where they are asked for. Exit 2 for bad usage. */
    public static void main(String[] args) throws Exception {
        // Before anything logs.
        System.setProperty("logback.configurationFile", "features-logback.xml");
        FeaturesBenchConfig config;
        try {
            config = FeaturesBenchConfig.parse(args);
        } catch (FeedrankException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (BenchDirectory directory = BenchDirectory.create("features")) {
            new FeaturesBench(config, directory.path(), System.out).run();
        }
        System.exit(0);
    }
}

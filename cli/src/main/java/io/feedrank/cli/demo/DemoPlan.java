package io.feedrank.cli.demo;

import io.feedrank.cli.dataset.Dataset;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the demo runs on.
 *
 * @param work of this demo alone; emptied first
 * @param dataset read only when it is needed
 * @param seed of the training, and of who is asked for a feed
 * @param requests how many feeds are asked for
 */
public record DemoPlan(Path work, Supplier<Dataset> dataset, long seed, int requests) {}

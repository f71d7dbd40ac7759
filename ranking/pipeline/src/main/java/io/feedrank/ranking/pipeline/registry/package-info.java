/**
 * The model registry: bundles, their manifests, and the aliases that say which one is served.
 *
 * <p>May import the feature catalog and errors; knows no engine.
 */
@NullMarked
package io.feedrank.ranking.pipeline.registry;

import org.jspecify.annotations.NullMarked;

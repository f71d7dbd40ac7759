/**
 * The ranking pipeline: its executor, what goes in and what comes out.
 *
 * <p>May import all packages below it, the feature store and the indexes; knows no Flink and no
 * HTTP.
 */
@NullMarked
package io.feedrank.ranking.pipeline;

import org.jspecify.annotations.NullMarked;

/**
 * How often the article that was clicked is among the candidates, by source and together.
 *
 * <p>May import the pipeline's sources, its indexes and the feature store.
 */
@NullMarked
package io.feedrank.bench.candidates;

import org.jspecify.annotations.NullMarked;

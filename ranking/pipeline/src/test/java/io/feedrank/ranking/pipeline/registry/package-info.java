/** Tests of the model registry. */
@NullMarked
package io.feedrank.ranking.pipeline.registry;

import org.jspecify.annotations.NullMarked;

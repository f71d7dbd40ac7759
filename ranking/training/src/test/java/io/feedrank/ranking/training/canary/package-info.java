/** Tests of the judge of models on trial. */
@NullMarked
package io.feedrank.ranking.training.canary;

import org.jspecify.annotations.NullMarked;

/**
 * Evaluation on a click log: it is replayed in time order, rankers are trained on one part and
 * judged on the part after it, and no input of an impression comes from its own second or later.
 *
 * <p>May import the offline loop, its impression features, the feature store, and of
 * ranking/pipeline what reads, hydrates, assembles and scores, and the registry.
 */
@NullMarked
package io.feedrank.ranking.training.evaluation;

import org.jspecify.annotations.NullMarked;

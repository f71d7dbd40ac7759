/** Tests of training, and of serving what it exports. */
@NullMarked
package io.feedrank.ranking.training;

import org.jspecify.annotations.NullMarked;

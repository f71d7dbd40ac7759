/** Tests of impression features and of the ranker over them. */
@NullMarked
package io.feedrank.ranking.training.impression;

import org.jspecify.annotations.NullMarked;

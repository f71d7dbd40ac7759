/** Tests of impression features. */
@NullMarked
package io.feedrank.ranking.training.impression;

import org.jspecify.annotations.NullMarked;

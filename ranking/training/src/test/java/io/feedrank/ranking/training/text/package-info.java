/** Tests of the text tower's training. */
@NullMarked
package io.feedrank.ranking.training.text;

import org.jspecify.annotations.NullMarked;

/** Tests of the process that judges and trains. */
@NullMarked
package io.feedrank.ranking.training.loop;

import org.jspecify.annotations.NullMarked;

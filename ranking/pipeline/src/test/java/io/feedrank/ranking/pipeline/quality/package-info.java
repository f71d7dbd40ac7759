@NullMarked
package io.feedrank.ranking.pipeline.quality;

import org.jspecify.annotations.NullMarked;

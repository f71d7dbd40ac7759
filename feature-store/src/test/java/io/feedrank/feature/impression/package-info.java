/** Tests of what impressions tell. */
@NullMarked
package io.feedrank.feature.impression;

import org.jspecify.annotations.NullMarked;

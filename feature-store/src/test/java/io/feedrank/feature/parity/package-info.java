/** Tests of the package of the same name. */
@NullMarked
package io.feedrank.feature.parity;

import org.jspecify.annotations.NullMarked;

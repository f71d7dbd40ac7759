/** Tests of the package of the same name. */
@NullMarked
package io.feedrank.feature.erasure;

import org.jspecify.annotations.NullMarked;

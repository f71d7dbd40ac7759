/** Tests of the whole process. */
@NullMarked
package io.feedrank.cdc;

import org.jspecify.annotations.NullMarked;

/** Tests of text encoding and the tower. */
@NullMarked
package io.feedrank.feature.text;

import org.jspecify.annotations.NullMarked;

/** Tests of the doctor. */
@NullMarked
package io.feedrank.cli.doctor;

import org.jspecify.annotations.NullMarked;

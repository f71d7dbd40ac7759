/**
 * What this machine has and lacks for the local stack.
 *
 * <p>May import the local stack.
 */
@NullMarked
package io.feedrank.cli.doctor;

import org.jspecify.annotations.NullMarked;

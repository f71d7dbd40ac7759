/**
 * Settings, topic names and errors that every process shares.
 *
 * <p>May import nothing else of Feedrank.
 */
@NullMarked
package io.feedrank.feature.config;

import org.jspecify.annotations.NullMarked;

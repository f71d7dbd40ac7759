/**
 * The process's configuration.
 *
 * <p>May import feature-store's config alone.
 */
@NullMarked
package io.feedrank.cdc.config;

import org.jspecify.annotations.NullMarked;

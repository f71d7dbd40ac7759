/**
 * What the process says about itself: status, metrics and the HTTP endpoint for both.
 *
 * <p>May import feature-store's config and Micrometer.
 */
@NullMarked
package io.feedrank.cdc.health;

import org.jspecify.annotations.NullMarked;

/**
 * The query API's settings, validated as they are read.
 *
 * <p>May import feature-store's config.
 */
@NullMarked
package io.feedrank.ranking.api.config;

import org.jspecify.annotations.NullMarked;

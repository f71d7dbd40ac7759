/**
 * A near cache before the online store: what was read is kept in the process for a bounded time.
 *
 * <p>May import online, catalog and config; knows no Redis.
 */
@NullMarked
package io.feedrank.feature.online.near;

import org.jspecify.annotations.NullMarked;

/**
 * The online store's contract: keys, versions, reads and writes.
 *
 * <p>May import state and catalog; knows no Redis.
 */
@NullMarked
package io.feedrank.feature.online;

import org.jspecify.annotations.NullMarked;

/**
 * The online store on Redis: the only package that knows Jedis.
 *
 * <p>May import online and config.
 */
@NullMarked
package io.feedrank.feature.online.redis;

import org.jspecify.annotations.NullMarked;

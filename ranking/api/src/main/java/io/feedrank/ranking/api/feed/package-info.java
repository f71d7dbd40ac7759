/**
 * Ranked feeds over HTTP: the request, what stands in when the ranker does not answer, pages of a
 * snapshot, JSON.
 *
 * <p>May import http, ranker and feature-store.
 */
@NullMarked
package io.feedrank.ranking.api.feed;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP: routes, answers, problem details, limits. The only package that knows Javalin.
 *
 * <p>May import config and operations' metrics; knows no feed.
 */
@NullMarked
package io.feedrank.ranking.api.http;

import org.jspecify.annotations.NullMarked;

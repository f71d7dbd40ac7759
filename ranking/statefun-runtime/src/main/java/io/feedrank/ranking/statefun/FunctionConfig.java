package io.feedrank.ranking.statefun;

import java.net.URI;
import java.time.Duration;

/**
 * The ranking function, and how it is called.
 *
 * @param url where it answers, {@code http} or {@code https}
 * @param callTimeout a call with its retries; the job starts again from its checkpoint when it runs
 *     out
 * @param maxBatchRequests requests of one user that wait behind one under way
 * @param maxInFlight calls under way at once in a task
 */
record FunctionConfig(URI url, Duration callTimeout, int maxBatchRequests, int maxInFlight) {

    FunctionConfig {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                || url.getHost() == null) {
            throw RuntimeFailure.badInput(
                    "statefun.function-url is "
                            + url
                            + ", expected http://HOST:PORT/PATH or https://HOST:PORT/PATH");
        }
        if (callTimeout.toMillis() < 100) {
            throw RuntimeFailure.badInput(
                    "statefun.call-timeout-ms is "
                            + callTimeout.toMillis()
                            + ", expected 100 or more");
        }
        if (maxBatchRequests < 1) {
            throw RuntimeFailure.badInput(
                    "statefun.max-batch-requests is " + maxBatchRequests + ", expected 1 or more");
        }
        if (maxInFlight < 1) {
            throw RuntimeFailure.badInput(
                    "statefun.max-in-flight is " + maxInFlight + ", expected 1 or more");
        }
    }

    static FunctionConfig from(RuntimeSettings settings) {
        String url = settings.text("statefun.function-url");
        try {
            return new FunctionConfig(
                    URI.create(url),
                    settings.millis("statefun.call-timeout-ms"),
                    settings.integer("statefun.max-batch-requests"),
                    settings.integer("statefun.max-in-flight"));
        } catch (IllegalArgumentException e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Category.BAD_INPUT,
                    "statefun.function-url is " + url + ", expected a URL",
                    e);
        }
    }
}

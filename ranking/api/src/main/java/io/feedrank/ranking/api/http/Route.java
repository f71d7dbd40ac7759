package io.feedrank.ranking.api.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One route.
 *
 * @param path with parameters in braces, as in OpenAPI
 * @param limited whether it counts against the requests under way
 */
public record Route(Method method, String path, boolean limited, Handler handler) {
    /** The HTTP methods in use. */
    public enum Method {
        GET,
        POST
    }

    /**
     * Answers a request; a failure becomes a problem. Runs on a server thread and must not wait for
     * other servers.
     */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<Reply> handle(Call call);
    }

    /** Answers a request at once, on the server's thread. */
    @FunctionalInterface
    public interface DirectHandler {
        Reply handle(Call call);
    }

    /** A route of the platform's service, limited. */
    public static Route get(String path, Handler handler) {
        return new Route(Method.GET, path, true, handler);
    }

    /** A route of the platform's service, limited. */
    public static Route post(String path, Handler handler) {
        return new Route(Method.POST, path, true, handler);
    }

    /** A route for operators and pages; it answers under load as well. */
    public static Route unlimited(String path, DirectHandler handler) {
        return new Route(
                Method.GET,
                path,
                false,
                call -> CompletableFuture.completedFuture(handler.handle(call)));
    }
}

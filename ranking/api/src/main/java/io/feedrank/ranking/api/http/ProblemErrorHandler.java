package io.feedrank.ranking.api.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problem details for what Jetty refuses before a route is looked for. */
final class ProblemErrorHandler extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Reply reply = problem(code, message).reply();
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private static Problem problem(int code, @Nullable String message) {
        if (code == 503) {
            return Problem.of(ProblemType.UNAVAILABLE, "this replica is stopping; ask another one");
        }
        String detail = message == null ? "HTTP " + code : message;
        return Problem.of(code >= 500 ? ProblemType.INTERNAL : ProblemType.BAD_INPUT, detail);
    }
}

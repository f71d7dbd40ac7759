package io.feedrank.ranking.api.http;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as handlers read it: every value is checked, and named when it is wrong. */
public final class Call {
    private final Context context;

    Call(Context context) {
        this.context = context;
    }

    /** An id in the path. */
    public String pathId(String name) {
        return id(name, context.pathParam(name));
    }

    /** An id in the query, which must be there. */
    public String queryId(String name) {
        return id(name, text(name).orElse(""));
    }

    /** A query parameter, when given. */
    public Optional<String> text(String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw FeedrankException.badInput(
                    name + ": got " + values.size() + " values, expected one");
        }
        return values.stream().findFirst();
    }

    /** A whole number in the query. */
    public int integer(String name, int byDefault, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw badInteger(name, text.get(), least, most);
        }
        throw badInteger(name, text.get(), least, most);
    }

    /** A flag in the query, false by default. */
    public boolean flag(String name) {
        String value = text(name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw FeedrankException.badInput(
                            name + ": got '" + value + "', expected true or false");
        };
    }

    /** Refuses query parameters that nobody reads. */
    public void allowOnly(String... names) {
        Json.allowOnly("unknown query parameter", context.queryParamMap().keySet(), List.of(names));
    }

    /** A header's value, null when it is absent. */
    public @Nullable String header(String name) {
        return context.header(name);
    }

    /** The body's media type without parameters, lower case; empty when none is given. */
    public String mediaType() {
        String type = context.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body, at most {@code most} bytes. */
    public byte[] body(int most) {
        if (context.contentLength() > most) {
            throw tooLarge(most);
        }
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpProblem tooLarge(int most) {
        return Problem.of(
                        ProblemType.TOO_LARGE,
                        "body: got more than " + most + " bytes; send it in several requests")
                .exception();
    }

    private static String id(String name, String value) {
        if (value.isBlank() || value.length() > Event.MAX_ID_LENGTH) {
            throw FeedrankException.badInput(
                    name
                            + ": got "
                            + value.length()
                            + " characters, expected 1 to "
                            + Event.MAX_ID_LENGTH
                            + ", not blank");
        }
        return value;
    }

    private static FeedrankException badInteger(String name, String got, int least, int most) {
        return FeedrankException.badInput(
                name
                        + ": got '"
                        + got
                        + "', expected a whole number from "
                        + least
                        + " to "
                        + most);
    }
}

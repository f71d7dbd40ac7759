package io.feedrank.feature.erasure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a person's data in one store.
 *
 * @param store its name, such as {@code redis features}
 * @param count rows, keys or records that were found
 * @param note what a reader of the report should know; mostly empty
 */
public record StoreOutcome(String store, Status status, long count, String note) {

    /** The kinds of outcome. */
    public sealed interface Status {}

    /** Nothing of it is left. */
    public record Erased() implements Status {}

    /** It cannot be taken out, and is gone by then at the latest. */
    public record ExpiresAt(Instant time) implements Status {}

    /** A figure over many people, from which nobody can be told. */
    public record AnonymousAggregate() implements Status {}

    /** It is still there, and stays until somebody does what the note says. */
    public record Remains() implements Status {}

    public static StoreOutcome erased(String store, long count, String note) {
        return new StoreOutcome(store, new Erased(), count, note);
    }

    public static StoreOutcome expires(String store, Instant time, String note) {
        return new StoreOutcome(store, new ExpiresAt(time), 0, note);
    }

    public static StoreOutcome aggregate(String store, String why) {
        return new StoreOutcome(store, new AnonymousAggregate(), 0, why);
    }

    public static StoreOutcome remains(String store, long count, String whatToDo) {
        return new StoreOutcome(store, new Remains(), count, whatToDo);
    }

    /** As reports say it: {@code erased}, {@code expires at …}, {@code anonymous aggregate}. */
    public String statusText() {
        if (status instanceof ExpiresAt expires) {
            return "expires at " + expires.time();
        }
        if (status instanceof AnonymousAggregate) {
            return "anonymous aggregate";
        }
        return status instanceof Remains ? "remains" : "erased";
    }

    /** Whether somebody has to do something yet. */
    public boolean left() {
        return status instanceof Remains;
    }

    /** Its form in {@code --json}. */
    public Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("store", store);
        json.put("status", statusText());
        json.put("count", count);
        json.put("note", note);
        return json;
    }
}

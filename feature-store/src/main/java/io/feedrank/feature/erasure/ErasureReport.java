package io.feedrank.feature.erasure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a person's data, store by store.
 *
 * @param erasureId names the run
 */
public record ErasureReport(String erasureId, Instant at, List<StoreOutcome> stores) {
    public ErasureReport {
        stores = List.copyOf(stores);
    }

    /** Whether all is done; false when a store says that something remains. */
    public boolean complete() {
        return stores.stream().noneMatch(StoreOutcome::left);
    }

    /** Rows, keys and records that were taken out; none when the person was unknown. */
    public long erased() {
        return stores.stream()
                .filter(store -> store.status() instanceof StoreOutcome.Erased)
                .mapToLong(StoreOutcome::count)
                .sum();
    }

    /** Its form in {@code --json}. */
    public Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("erasure_id", erasureId);
        json.put("at", at.toString());
        json.put("complete", complete());
        json.put("found", erased() > 0);
        json.put("stores", stores.stream().map(StoreOutcome::asJson).toList());
        return json;
    }
}

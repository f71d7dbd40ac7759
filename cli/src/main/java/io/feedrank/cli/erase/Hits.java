package io.feedrank.cli.erase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Where an id was found: how often, by store and place in it. */
final class Hits {
    private static final int MOST_PLACES = 20;

    private final Map<String, Map<String, Long>> byStore = new LinkedHashMap<>();

    /** A store was looked through, whether or not anything is found there. */
    void looked(String store) {
        byStore.computeIfAbsent(store, none -> new TreeMap<>());
    }

    void add(String store, String place, long count) {
        looked(store);
        if (count > 0) {
            Objects.requireNonNull(byStore.get(store)).merge(place, count, Long::sum);
        }
    }

    Map<String, Map<String, Long>> byStore() {
        return byStore;
    }

    long total() {
        return byStore.values().stream()
                .flatMap(places -> places.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    long in(String store) {
        return byStore.getOrDefault(store, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Some places in a store, as a text. */
    String places(String store) {
        Map<String, Long> places = byStore.getOrDefault(store, Map.of());
        List<String> some = new ArrayList<>(places.keySet()).subList(0, Math.min(3, places.size()));
        return String.join(", ", some) + (places.size() > some.size() ? ", …" : "");
    }

    /** Its form in {@code --json}. */
    Map<String, Object> asJson(String user) {
        Map<String, Object> stores = new LinkedHashMap<>();
        byStore.forEach(
                (store, places) -> {
                    Map<String, Long> some = new LinkedHashMap<>();
                    places.entrySet().stream()
                            .limit(MOST_PLACES)
                            .forEach(place -> some.put(place.getKey(), place.getValue()));
                    stores.put(store, Map.of("hits", in(store), "places", some));
                });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        json.put("clean", total() == 0);
        json.put("stores", stores);
        return json;
    }
}

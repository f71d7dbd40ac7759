package io.feedrank.ranking.training.impression;

import java.util.HashMap;
import java.util.Map;

/** Names to dense numbers, in the order in which they come up. */
final class Interner {
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String name) {
        Integer known = numbers.putIfAbsent(name, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    int size() {
        return numbers.size();
    }
}

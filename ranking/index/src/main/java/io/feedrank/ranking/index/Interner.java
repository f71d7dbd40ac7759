package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Numbers for texts, from 0 on in the order they were first seen; the empty text is 0. */
final class Interner {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile String[] texts = {""};

    Interner() {
        numbers.put("", 0);
    }

    /** The number of a text, a new one if need be. Only one thread at a time may call it. */
    int number(String text) {
        @Nullable Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        String[] more =
                number < texts.length ? texts : Arrays.copyOf(texts, Math.max(16, 2 * number));
        more[number] = text;
        texts = more;
        numbers.put(text, number);
        return number;
    }

    String text(int number) {
        return texts[number];
    }

    /** Which numbers belong to {@code wanted}: true at those. Texts never seen have none. */
    boolean[] among(Collection<String> wanted) {
        boolean[] chosen = new boolean[numbers.size()];
        for (String text : wanted) {
            @Nullable Integer number = numbers.get(text);
            if (number != null && number < chosen.length) {
                chosen[number] = true;
            }
        }
        return chosen;
    }
}

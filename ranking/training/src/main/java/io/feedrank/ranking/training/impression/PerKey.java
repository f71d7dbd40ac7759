package io.feedrank.ranking.training.impression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A value each of dense numbers, made when it is first changed. */
final class PerKey<T> {
    private final List<T> values = new ArrayList<>();
    private final Supplier<T> fresh;
    private final T nothing;

    /**
     * @param fresh makes the value of a new number
     */
    PerKey(Supplier<T> fresh) {
        this.fresh = fresh;
        this.nothing = fresh.get();
    }

    /** To be read alone: a number that was never changed has a fresh value. */
    T get(int number) {
        return number < values.size() ? values.get(number) : nothing;
    }

    /** To be changed. */
    T change(int number) {
        while (values.size() <= number) {
            values.add(fresh.get());
        }
        return values.get(number);
    }
}

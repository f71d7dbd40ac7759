package io.feedrank.ranking.pipeline.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code aliases.json}: the model of each alias, and those it had before.
 *
 * @param entries by alias; an alias that was never set is absent
 */
public record Aliases(@JsonValue Map<Alias, Entry> entries) {
    private static final int KEPT = 10;

    /**
     * One alias.
     *
     * @param model the model it stands for
     * @param previous those it stood for before, the latest first; a rollback takes the first
     */
    public record Entry(ModelRef model, List<ModelRef> previous) {
        public Entry {
            previous = List.copyOf(previous);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Aliases {
        Map<Alias, Entry> sorted = new EnumMap<>(Alias.class);
        sorted.putAll(entries);
        entries = Collections.unmodifiableMap(sorted);
    }

    /** No alias set. */
    public static Aliases none() {
        return new Aliases(Map.of());
    }

    /** The model of an alias. */
    public Optional<ModelRef> model(Alias alias) {
        return Optional.ofNullable(entries.get(alias)).map(Entry::model);
    }

    Aliases promote(Alias alias, ModelRef model) {
        Entry now = entries.get(alias);
        if (now == null) {
            return with(alias, new Entry(model, List.of()));
        }
        if (now.model().equals(model)) {
            return this;
        }
        List<ModelRef> previous = new ArrayList<>(now.previous());
        previous.add(0, now.model());
        return with(alias, new Entry(model, previous.subList(0, Math.min(KEPT, previous.size()))));
    }

    @Nullable ModelRef previous(Alias alias) {
        Entry now = entries.get(alias);
        return now == null || now.previous().isEmpty() ? null : now.previous().get(0);
    }

    Aliases clear(Alias alias) {
        Map<Alias, Entry> changed = new EnumMap<>(Alias.class);
        changed.putAll(entries);
        changed.remove(alias);
        return new Aliases(changed);
    }

    Aliases rollback(Alias alias) {
        Entry now = entries.get(alias);
        if (now == null || now.previous().isEmpty()) {
            return this;
        }
        List<ModelRef> previous = now.previous();
        return with(alias, new Entry(previous.get(0), previous.subList(1, previous.size())));
    }

    private Aliases with(Alias alias, Entry entry) {
        Map<Alias, Entry> changed = new EnumMap<>(Alias.class);
        changed.putAll(entries);
        changed.put(alias, entry);
        return new Aliases(changed);
    }
}

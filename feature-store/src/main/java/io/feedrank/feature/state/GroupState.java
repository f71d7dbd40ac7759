package io.feedrank.feature.state;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of a declared group of one entity: a state a store, and for a crossed entity one set of
 * them a key, those whose newest event is the latest. As long as no key had to go, equal events
 * give equal bytes in any order. Mutable, not thread-safe; compared by identity.
 */
public final class GroupState {
    @SuppressWarnings("ArrayRecordComponent") // mutable state, never compared
    private record Cell(long newestSecond, Object[] slots) {}

    private static final Comparator<Map.Entry<String, Cell>> OLDEST_FIRST =
            Comparator.comparingLong((Map.Entry<String, Cell> cell) -> cell.getValue().newestSecond)
                    .thenComparing(Map.Entry::getKey);

    private final GroupLayout layout;
    private final Map<String, Cell> cells;

    GroupState(GroupLayout layout) {
        this.layout = layout;
        this.cells = layout.entity().crossed() ? new TreeMap<>() : new HashMap<>(2);
    }

    public GroupLayout layout() {
        return layout;
    }

    /** Takes in one observation; false when it changed nothing. */
    public boolean update(Observation observation) {
        Entity entity = layout.entity();
        String key =
                entity.crossKey(observation.postId(), observation.topic(), observation.authorId());
        if (entity.crossed() && key.isEmpty()) {
            return false;
        }
        Cell before = cells.get(key);
        Object[] slots = before == null ? layout.newSlots() : before.slots;
        if (!layout.update(slots, observation)) {
            return false;
        }
        if (!entity.crossed()) {
            if (before == null) {
                put(key, 0, slots);
            }
            return true;
        }
        long second = observation.time().getEpochSecond();
        put(key, before == null ? second : Math.max(before.newestSecond, second), slots);
        bound();
        return true;
    }

    /** Takes in all that {@code other} of the same layout holds. */
    public void merge(GroupState other) {
        other.cells.forEach(
                (key, cell) -> {
                    Cell mine = cells.get(key);
                    Object[] slots = mine == null ? layout.newSlots() : mine.slots;
                    layout.merge(slots, cell.slots);
                    long newest =
                            mine == null
                                    ? cell.newestSecond
                                    : Math.max(mine.newestSecond, cell.newestSecond);
                    put(key, newest, slots);
                });
        bound();
    }

    private void bound() {
        while (cells.size() > layout.entity().most()) {
            cells.remove(cells.entrySet().stream().min(OLDEST_FIRST).orElseThrow().getKey());
        }
    }

    /**
     * What the store at {@code slot} of the layout keeps under {@code key}, empty for an entity
     * that is not crossed; null when nothing is known.
     */
    public @Nullable Object get(int slot, String key) {
        Cell cell = cells.get(key);
        return cell == null ? null : cell.slots[slot];
    }

    /** The keys of a crossed entity. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(cells.keySet());
    }

    Optional<Object[]> slots(String key) {
        return Optional.ofNullable(cells.get(key)).map(Cell::slots);
    }

    long newestSecond(String key) {
        Cell cell = cells.get(key);
        return cell == null ? 0 : cell.newestSecond;
    }

    void put(String key, long newestSecond, Object[] slots) {
        cells.put(key, new Cell(newestSecond, slots));
    }
}

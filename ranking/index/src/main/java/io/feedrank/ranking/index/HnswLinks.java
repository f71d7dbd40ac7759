package io.feedrank.ranking.index;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.jspecify.annotations.Nullable;

/**
 * Takes the links out of a built index of hnswlib-core. The library hands them out only inside a
 * Java serialization stream of the whole index, so its fields are read instead: {@code nodes},
 * {@code entryPoint}, and of a node {@code connections} and {@code item}. Its version is pinned,
 * and a test searches what comes out of here; a version with other fields fails loudly.
 */
final class HnswLinks {
    private HnswLinks() {}

    /**
     * The links of an index whose items' ids are places in {@code slots}.
     *
     * @throws IllegalStateException when the library is not the one that this was written for
     */
    static Graph of(HnswIndex<Integer, ?, ?, ?> index, int[] slots) {
        try {
            AtomicReferenceArray<?> nodes =
                    (AtomicReferenceArray<?>) field(HnswIndex.class, "nodes").get(index);
            Object entry = field(HnswIndex.class, "entryPoint").get(index);
            if (nodes == null || entry == null) {
                throw new IllegalStateException("the graph is empty");
            }
            Field connections = field(entry.getClass(), "connections");
            Field item = field(entry.getClass(), "item");
            Field id = field(entry.getClass(), "id");
            int[] slotOf = new int[slots.length];
            int[][][] links = new int[slots.length][][];
            for (int node = 0; node < slots.length; node++) {
                Object from = nodes.get(node);
                Item<?, ?> of = (Item<?, ?>) present(item.get(from));
                slotOf[node] = slots[(Integer) of.id()];
                MutableIntList[] levels = (MutableIntList[]) present(connections.get(from));
                links[node] = new int[levels.length][];
                for (int level = 0; level < levels.length; level++) {
                    links[node][level] = levels[level].toArray();
                }
            }
            return Graph.of(slotOf, links, id.getInt(entry));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("hnswlib-core is not the version expected: " + e, e);
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a node of the graph is missing");
        }
        return value;
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}

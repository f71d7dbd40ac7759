package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreFormatTest {
    @Test
    void an_id_that_stands_twice_comes_back_once() throws IOException {
        VectorStore store = new VectorStore(2, Metric.COSINE);
        store.publish(store.allocate("moved", new float[] {1, 0}, Attributes.NONE));
        store.publish(store.allocate("still", new float[] {0, 1}, Attributes.NONE));
        store.publish(store.allocate("moved", new float[] {0, 1}, Attributes.NONE));

        VectorStore restored = writtenAndRead(store);

        assertThat(restored.size()).isEqualTo(2);
        assertThat(Arrays.stream(restored.liveSlots()).mapToObj(restored::id))
                .containsExactlyInAnyOrder("still", "moved");
        assertThat(restored.copyOf(restored.slot("moved"))).containsExactly(0, 1);
    }

    private static VectorStore writtenAndRead(VectorStore store) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StoreFormat.write(
                new DataOutputStream(bytes), store, store.liveSlots(), Learned.NOTHING, Map.of());
        return StoreFormat.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                        2,
                        Metric.COSINE)
                .store();
    }
}

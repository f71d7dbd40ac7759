package io.feedrank.jobs.online;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTower;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.jobs.record.TowerRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The text tower of one subtask: its bytes are broadcast state, and it is read from them once. */
final class TowerInUse {
    /** Bytes of the tower by vector space. */
    static final MapStateDescriptor<String, byte[]> STATE =
            new MapStateDescriptor<>(
                    "text-towers",
                    Types.STRING,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private byte @Nullable [] bytes;
    private @Nullable TextTower tower;

    /** The tower of the state; null when there is none. */
    @Nullable TextTower from(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
        byte[] now = state.get(VectorSpace.NAME);
        if (now != bytes) {
            tower = now == null ? null : TextTowerCodec.read(now);
            bytes = now;
        }
        return tower;
    }

    /**
     * Takes in a record.
     *
     * @return false when nothing changed
     * @throws FeedrankException BAD_INPUT when it is of no use here; the tower stays as it was
     */
    static boolean update(TowerRecord record, BroadcastState<String, byte[]> state)
            throws Exception {
        String space = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (!space.equals(VectorSpace.NAME)) {
            throw FeedrankException.badInput(
                    "key: got vector space '" + space + "', expected " + VectorSpace.NAME);
        }
        byte[] before = state.get(space);
        byte[] value = record.value();
        if (Arrays.equals(before, value)) {
            return false;
        }
        if (value == null) {
            state.remove(space);
        } else {
            TextTowerCodec.read(value);
            state.put(space, value);
        }
        return true;
    }
}

package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * What one event says of the author or the topic of its post.
 *
 * @param auditedEvent id of the event when the author or the topic is audited, else empty
 */
public record EntityTouch(Entity entity, String auditedEvent, Observation observation) {
    public static final Codec<EntityTouch> CODEC = new EntityTouchCodec(true);

    /** Reads what was written before authors and topics were audited. */
    public static final Codec<EntityTouch> FIRST_CODEC = new EntityTouchCodec(false);

    private static final Entity[] ENTITIES = Entity.values();
    private static final Signal[] SIGNALS = Signal.values();

    /** What it is keyed by: {@code author:<id>}. */
    public String key() {
        return entity.id() + ':' + entity.keyOf(observation);
    }

    /** The id in a {@link #key} of {@code entity}. */
    public static String idOf(Entity entity, String key) {
        return key.substring(entity.id().length() + 1);
    }

    /** The entity of a {@link #key}. */
    public static Entity entityOf(String key) {
        for (Entity entity : ENTITIES) {
            if (key.startsWith(entity.id() + ':')) {
                return entity;
            }
        }
        throw new IllegalArgumentException("no key of an entity: " + key);
    }

    private record EntityTouchCodec(boolean audited) implements Codec<EntityTouch> {
        @Override
        public void write(EntityTouch value, DataOutput out) throws IOException {
            Observation seen = value.observation;
            out.writeByte(value.entity.ordinal());
            if (audited) {
                out.writeUTF(value.auditedEvent);
            }
            out.writeByte(seen.signal().ordinal());
            out.writeLong(seen.time().toEpochMilli());
            out.writeUTF(seen.userId());
            out.writeUTF(seen.postId());
            out.writeUTF(seen.topic());
            out.writeUTF(seen.authorId());
            Varints.write(out, seen.listSize());
            Varints.write(out, seen.dwellMs());
            Nullables.writeFloats(out, seen.vector());
        }

        @Override
        public EntityTouch read(DataInput in) throws IOException {
            Entity entity = ENTITIES[in.readByte()];
            String auditedEvent = audited ? in.readUTF() : "";
            Signal signal = SIGNALS[in.readByte()];
            Instant time = Instant.ofEpochMilli(in.readLong());
            return new EntityTouch(
                    entity,
                    auditedEvent,
                    new Observation(
                            signal,
                            time,
                            new Observation.Subject(
                                    in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()),
                            Varints.readInt(in),
                            Varints.read(in),
                            Nullables.readFloats(in)));
        }
    }
}

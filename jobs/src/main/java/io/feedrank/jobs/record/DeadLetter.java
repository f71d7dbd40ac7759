package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record that is set aside, as it came, with the reason. Compared by identity of its arrays.
 *
 * @param eventId empty when the record has none that can be read
 * @param origin {@code <topic>/<partition>/<offset>}, empty when the event was taken apart before
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable String contentType,
        String reason,
        String eventId,
        String origin) {
    private static final int LONGEST_TEXT = 1_000;

    public static final Codec<DeadLetter> CODEC = new DeadLetterCodec();

    public DeadLetter {
        contentType = contentType == null ? null : clipped(contentType);
        reason = clipped(reason);
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " …";
    }

    private static final class DeadLetterCodec implements Codec<DeadLetter> {
        @Override
        public void write(DeadLetter letter, DataOutput out) throws IOException {
            Nullables.writeBytes(out, letter.key);
            Nullables.writeBytes(out, letter.value);
            Nullables.writeText(out, letter.contentType);
            out.writeUTF(letter.reason);
            out.writeUTF(letter.eventId);
            out.writeUTF(letter.origin);
        }

        @Override
        public DeadLetter read(DataInput in) throws IOException {
            return new DeadLetter(
                    Nullables.readBytes(in),
                    Nullables.readBytes(in),
                    Nullables.readText(in),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF());
        }
    }
}

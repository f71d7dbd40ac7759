package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One impression × post: the features as of the impression, and what came of it so far. Its
 * features are {@code float[catalog width]}; compared by identity of that array.
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingExample(PostTouch impression, float[] features, Labels labels) {
    public static final Codec<TrainingExample> CODEC = new TrainingExampleCodec();

    /**
     * What came of an impression.
     *
     * @param dwellMs the longest read
     */
    public record Labels(boolean click, boolean like, boolean hide, long dwellMs) {
        public static final Labels NONE = new Labels(false, false, false, 0);
    }

    /** The same impression with {@code labels}. */
    public TrainingExample with(Labels newLabels) {
        return new TrainingExample(impression, features, newLabels);
    }

    private static final class TrainingExampleCodec implements Codec<TrainingExample> {
        @Override
        public void write(TrainingExample value, DataOutput out) throws IOException {
            PostTouch.CODEC.write(value.impression, out);
            Nullables.writeFloats(out, value.features);
            out.writeBoolean(value.labels.click());
            out.writeBoolean(value.labels.like());
            out.writeBoolean(value.labels.hide());
            out.writeLong(value.labels.dwellMs());
        }

        @Override
        public TrainingExample read(DataInput in) throws IOException {
            PostTouch impression = PostTouch.CODEC.read(in);
            float[] features = Nullables.readFloats(in);
            if (features == null) {
                throw new IOException("a training example without features");
            }
            return new TrainingExample(
                    impression,
                    features,
                    new Labels(
                            in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readLong()));
        }
    }
}

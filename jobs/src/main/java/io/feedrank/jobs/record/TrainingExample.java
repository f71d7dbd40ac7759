package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One impression × post: the features as of the impression, and what came of it so far. Its
 * features are {@code float[catalog width]}; compared by identity of that array.
 *
 * @param columns hash of the names of the columns, by which a row of another catalog is told apart
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingExample(PostTouch impression, float[] features, Labels labels, int columns) {
    public static final Codec<TrainingExample> CODEC = new TrainingExampleCodec(3);

    /** Reads what was written before a row said which columns it has. */
    public static final Codec<TrainingExample> FIRST_CODEC = new TrainingExampleCodec(1);

    /** Reads what was written before an impression knew the size of its list. */
    public static final Codec<TrainingExample> SECOND_CODEC = new TrainingExampleCodec(2);

    /** {@link #columns} of a row that was written before it said. */
    public static final int FIRST_COLUMNS = 0;

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
        return new TrainingExample(impression, features, newLabels, columns);
    }

    private record TrainingExampleCodec(int form) implements Codec<TrainingExample> {
        private Codec<PostTouch> touch() {
            return form < 3 ? PostTouch.FIRST_CODEC : PostTouch.CODEC;
        }

        @Override
        public void write(TrainingExample value, DataOutput out) throws IOException {
            touch().write(value.impression, out);
            Nullables.writeFloats(out, value.features);
            out.writeBoolean(value.labels.click());
            out.writeBoolean(value.labels.like());
            out.writeBoolean(value.labels.hide());
            out.writeLong(value.labels.dwellMs());
            if (form > 1) {
                out.writeInt(value.columns);
            }
        }

        @Override
        public TrainingExample read(DataInput in) throws IOException {
            PostTouch impression = touch().read(in);
            float[] features = Nullables.readFloats(in);
            if (features == null) {
                throw new IOException("a training example without features");
            }
            Labels labels =
                    new Labels(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readLong());
            return new TrainingExample(
                    impression, features, labels, form > 1 ? in.readInt() : FIRST_COLUMNS);
        }
    }
}

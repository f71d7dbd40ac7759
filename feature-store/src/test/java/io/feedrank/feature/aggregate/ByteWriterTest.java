package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside the JDK's streams. */
class ByteWriterTest {
    private static final String[] TEXTS = {
        "", "p-00361", "Schulvergleiche über Köln", "\0null", "漢字", "a\uD83D\uDE00b"
    };

    @Test
    void it_writes_what_the_stream_would_and_the_reader_reads_it() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteWriter writer = new ByteWriter(seed % 5);
            write(new DataOutputStream(expected), new Random(seed));
            write(writer, new Random(seed));

            assertThat(writer.toBytes()).as("seed %d", seed).isEqualTo(expected.toByteArray());
            byte[] shifted = new byte[expected.size() + 3];
            System.arraycopy(expected.toByteArray(), 0, shifted, 3, expected.size());
            read(new ByteReader(shifted, 3), new Random(seed));
        }
    }

    private static void write(DataOutput out, Random random) throws IOException {
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(9)) {
                case 0 -> out.writeBoolean(random.nextBoolean());
                case 1 -> out.writeByte(random.nextInt());
                case 2 -> out.writeShort(random.nextInt());
                case 3 -> out.writeInt(random.nextInt());
                case 4 -> out.writeLong(random.nextLong());
                case 5 -> out.writeFloat(random.nextFloat());
                case 6 -> out.writeDouble(random.nextDouble());
                case 7 -> out.writeUTF(TEXTS[random.nextInt(TEXTS.length)]);
                default -> {
                    byte[] some = new byte[random.nextInt(50)];
                    random.nextBytes(some);
                    out.write(some);
                }
            }
        }
    }

    private static void read(DataInput in, Random random) throws IOException {
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(9)) {
                case 0 -> assertThat(in.readBoolean()).isEqualTo(random.nextBoolean());
                case 1 -> assertThat(in.readByte()).isEqualTo((byte) random.nextInt());
                case 2 -> assertThat(in.readShort()).isEqualTo((short) random.nextInt());
                case 3 -> assertThat(in.readInt()).isEqualTo(random.nextInt());
                case 4 -> assertThat(in.readLong()).isEqualTo(random.nextLong());
                case 5 -> assertThat(in.readFloat()).isEqualTo(random.nextFloat());
                case 6 -> assertThat(in.readDouble()).isEqualTo(random.nextDouble());
                case 7 -> assertThat(in.readUTF()).isEqualTo(TEXTS[random.nextInt(TEXTS.length)]);
                default -> {
                    byte[] some = new byte[random.nextInt(50)];
                    random.nextBytes(some);
                    byte[] got = new byte[some.length];
                    in.readFully(got);
                    assertThat(got).isEqualTo(some);
                }
            }
        }
    }

    @Test
    void what_is_cut_short_is_no_value() {
        ByteWriter writer = new ByteWriter(8);
        writer.writeLong(7);
        byte[] cut = Arrays.copyOf(writer.toBytes(), 7);

        assertThatThrownBy(() -> new ByteReader(cut, 0).readLong())
                .isInstanceOf(EOFException.class)
                .hasMessage("got 7 bytes, expected 8 more");
        assertThatThrownBy(() -> new ByteReader(cut, 7).readByte())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new ByteReader(cut, 6).readUTF()).isInstanceOf(EOFException.class);
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        String text = "x".repeat(70_000);
        assertThatThrownBy(() -> new ByteWriter(8).writeUTF(text))
                .isInstanceOf(UTFDataFormatException.class)
                .hasMessageContaining("70000");
    }
}

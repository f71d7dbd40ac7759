package io.feedrank.feature.aggregate;

import java.io.DataOutput;
import java.io.UTFDataFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the bytes that {@link java.io.DataOutputStream} would, into an array that grows: no lock
 * and no stream for each byte, of which values of the online store have hundreds. Not thread-safe.
 */
final class ByteWriter implements DataOutput {
    private static final VarHandle SHORTS = big(short[].class);
    private static final VarHandle INTS = big(int[].class);
    private static final VarHandle LONGS = big(long[].class);
    private static final int LONGEST_UTF = 0xFFFF;

    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        this.bytes = new byte[capacity];
    }

    private static VarHandle big(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** A copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Makes room for so many bytes, and says where it begins. */
    private int room(int more) {
        int at = length;
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(at, more)));
        }
        length = at + more;
        return at;
    }

    @Override
    public void write(int value) {
        int at = room(1);
        bytes[at] = (byte) value;
    }

    @Override
    public void write(byte[] values) {
        write(values, 0, values.length);
    }

    @Override
    public void write(byte[] values, int offset, int count) {
        int at = room(count);
        System.arraycopy(values, offset, bytes, at, count);
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) {
        write(value);
    }

    @Override
    public void writeShort(int value) {
        int at = room(Short.BYTES);
        SHORTS.set(bytes, at, (short) value);
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        int at = room(Integer.BYTES);
        INTS.set(bytes, at, value);
    }

    @Override
    public void writeLong(long value) {
        int at = room(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    @Override
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void writeChars(String text) {
        for (int i = 0; i < text.length(); i++) {
            writeChar(text.charAt(i));
        }
    }

    /** In Java's modified UTF-8: a null character and each half of a pair take 2 and 3 bytes. */
    @Override
    public void writeUTF(String text) throws UTFDataFormatException {
        int before = length;
        if (text.length() <= LONGEST_UTF && writePlain(text)) {
            return;
        }
        length = before;
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            size += sizeOf(text.charAt(i));
        }
        if (size > LONGEST_UTF) {
            throw new UTFDataFormatException(
                    "got a text of " + size + " bytes, expected " + LONGEST_UTF + " at most");
        }
        writeShort((int) size);
        int at = room((int) size);
        for (int i = 0; i < text.length(); i++) {
            at = put(text.charAt(i), at);
        }
    }

    /** Ids and most texts have only characters of one byte; false when this one has others. */
    private boolean writePlain(String text) {
        int characters = text.length();
        writeShort(characters);
        int at = room(characters);
        for (int i = 0; i < characters; i++) {
            char character = text.charAt(i);
            if (sizeOf(character) != 1) {
                return false;
            }
            bytes[at + i] = (byte) character;
        }
        return true;
    }

    private static int sizeOf(char character) {
        if (character >= 1 && character < 0x80) {
            return 1;
        }
        return character < 0x800 ? 2 : 3;
    }

    private int put(char character, int at) {
        int next = at;
        switch (sizeOf(character)) {
            case 1 -> bytes[next++] = (byte) character;
            case 2 -> {
                bytes[next++] = (byte) (0xC0 | (character >> 6));
                bytes[next++] = (byte) (0x80 | (character & 0x3F));
            }
            default -> {
                bytes[next++] = (byte) (0xE0 | (character >> 12));
                bytes[next++] = (byte) (0x80 | ((character >> 6) & 0x3F));
                bytes[next++] = (byte) (0x80 | (character & 0x3F));
            }
        }
        return next;
    }
}

package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link ByteWriter} and {@link java.io.DataOutputStream} write, out of an array. Not
 * thread-safe.
 */
final class ByteReader implements DataInput {
    private static final VarHandle SHORTS = big(short[].class);
    private static final VarHandle INTS = big(int[].class);
    private static final VarHandle LONGS = big(long[].class);

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
    }

    private static VarHandle big(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** Takes so many bytes, and says where they begin. */
    private int take(int count) throws EOFException {
        int from = at;
        if (bytes.length - from < count) {
            throw new EOFException(
                    "got " + (bytes.length - from) + " bytes, expected " + count + " more");
        }
        at = from + count;
        return from;
    }

    @Override
    public void readFully(byte[] values) throws EOFException {
        readFully(values, 0, values.length);
    }

    @Override
    public void readFully(byte[] values, int offset, int count) throws EOFException {
        System.arraycopy(bytes, take(count), values, offset, count);
    }

    @Override
    public int skipBytes(int count) {
        int skipped = Math.max(0, Math.min(count, bytes.length - at));
        at += skipped;
        return skipped;
    }

    @Override
    public boolean readBoolean() throws EOFException {
        return readByte() != 0;
    }

    @Override
    public byte readByte() throws EOFException {
        int from = at;
        if (from >= bytes.length) {
            throw new EOFException("got no byte, expected 1 more");
        }
        at = from + 1;
        return bytes[from];
    }

    @Override
    public int readUnsignedByte() throws EOFException {
        return readByte() & 0xFF;
    }

    @Override
    public short readShort() throws EOFException {
        return (short) SHORTS.get(bytes, take(Short.BYTES));
    }

    @Override
    public int readUnsignedShort() throws EOFException {
        return readShort() & 0xFFFF;
    }

    @Override
    public char readChar() throws EOFException {
        return (char) readShort();
    }

    @Override
    public int readInt() throws EOFException {
        return (int) INTS.get(bytes, take(Integer.BYTES));
    }

    @Override
    public long readLong() throws EOFException {
        return (long) LONGS.get(bytes, take(Long.BYTES));
    }

    @Override
    public float readFloat() throws EOFException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws EOFException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readLine() {
        throw new UnsupportedOperationException("values have no lines");
    }

    @Override
    public String readUTF() throws IOException {
        return DataInputStream.readUTF(this);
    }
}

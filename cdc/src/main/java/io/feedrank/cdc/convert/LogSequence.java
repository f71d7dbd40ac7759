package io.feedrank.cdc.convert;

import org.apache.kafka.connect.data.Struct;

/**
 * The order of changes from {@code source.sequence}, a JSON array of the last commit's and the
 * record's own LSN, of which the first is null in a snapshot and until the first commit after it.
 *
 * <p>A record's LSN alone is not monotonic over interleaved transactions; the pair is. Until there
 * is a commit, the greatest LSN so far stands in for it, so that a second snapshot is newer than
 * all that was streamed before it, and what is streamed next is newer than the snapshot.
 */
final class LogSequence {
    private long greatest;

    /** Where in the log a record is. */
    record Position(long commitLsn, long lsn) {}

    Position of(Struct source) {
        String text = source.getString("sequence");
        if (text == null) {
            throw new RowRejectedException("source.sequence: missing, expected [commit LSN, LSN]");
        }
        int comma = text.indexOf(',');
        if (comma < 1) {
            throw new RowRejectedException(
                    "source.sequence: got '" + text + "', expected [commit LSN, LSN]");
        }
        String first = bare(text, 1, comma);
        try {
            long lsn = Long.parseUnsignedLong(bare(text, comma + 1, text.length() - 1));
            greatest = Math.max(greatest, lsn);
            long commitLsn = first.equals("null") ? greatest : Long.parseUnsignedLong(first);
            return new Position(commitLsn, lsn);
        } catch (NumberFormatException e) {
            throw new RowRejectedException(
                    "source.sequence: got '" + text + "', expected two whole numbers");
        }
    }

    /** A JSON string or literal without its quotes. No parser: this runs for every row. */
    private static String bare(String text, int from, int to) {
        String item = text.substring(from, to).strip();
        return item.startsWith("\"") ? item.substring(1, item.length() - 1) : item;
    }
}

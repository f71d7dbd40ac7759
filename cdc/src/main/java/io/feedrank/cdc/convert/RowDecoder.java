package io.feedrank.cdc.convert;

import io.feedrank.proto.v1.Change;
import java.util.List;

/**
 * How the rows of one table become the row of a change. Stateless.
 *
 * <p>Both methods refuse a row by {@link RowRejectedException}.
 */
interface RowDecoder {
    /** The primary key's columns, in their order. */
    List<String> keyColumns();

    /** Sets the whole row. */
    void upsert(Columns row, Change.Builder change);

    /** Sets a row of the primary key's columns alone. */
    void delete(Columns key, Change.Builder change);
}

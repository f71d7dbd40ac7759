package io.feedrank.cdc.convert;

import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.UserRow;
import java.util.List;

/** Rows of {@code users(id, created_at, language, country, attributes jsonb)}. */
final class UserRowDecoder implements RowDecoder {
    @Override
    public List<String> keyColumns() {
        return List.of("id");
    }

    @Override
    public void upsert(Columns row, Change.Builder change) {
        change.setUser(
                UserRow.newBuilder()
                        .setId(row.key("id"))
                        .setCreatedAtMs(row.requiredInstant("created_at"))
                        .setLanguage(row.text("language"))
                        .setCountry(row.text("country"))
                        .setAttributesJson(row.json("attributes")));
    }

    @Override
    public void delete(Columns key, Change.Builder change) {
        change.setUser(UserRow.newBuilder().setId(key.key("id")));
    }
}

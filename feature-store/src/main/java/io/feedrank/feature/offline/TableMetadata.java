package io.feedrank.feature.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The key-value metadata in the footer of every Parquet file: a file explains itself. */
public final class TableMetadata {
    /** Name of the table. */
    public static final String TABLE = "feedrank.table";

    /**
     * JSON, one object a column: {@code name}, {@code type}, {@code nullable}, and where it is a
     * feature {@code description}, {@code owner} and {@code group} with its version.
     */
    public static final String SCHEMA = "feedrank.schema";

    /** Version of the columns and their groups: the same for the same schema, and for no other. */
    public static final String VERSION = "feedrank.schema-version";

    private static final int VERSION_LENGTH = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TableMetadata() {}

    /** The metadata of a file of {@code table}. */
    public static Map<String, String> of(String table, List<OfflineColumn> columns) {
        String schema = schema(columns);
        return Map.of(TABLE, table, SCHEMA, schema, VERSION, version(schema));
    }

    private static String schema(List<OfflineColumn> columns) {
        ArrayNode all = JSON.createArrayNode();
        for (OfflineColumn column : columns) {
            ObjectNode one = all.addObject();
            one.put("name", column.name());
            one.put("type", column.type().name().toLowerCase(Locale.ROOT));
            one.put("nullable", column.nullable());
            putUnlessEmpty(one, "description", column.about().description());
            putUnlessEmpty(one, "owner", column.about().owner());
            putUnlessEmpty(one, "group", column.about().group());
        }
        return all.toString();
    }

    private static void putUnlessEmpty(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static String version(String schema) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(schema.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

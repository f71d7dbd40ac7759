package io.feedrank.cdc.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cdc.convert.Conversion.Rejected;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ChangeConverter} refuses, and why. */
final class RejectedRowTest {
    private final ChangeConverter converter = new ChangeConverter();

    @ParameterizedTest
    @ValueSource(strings = {"author_id", "created_at", "status"})
    void a_post_without_a_needed_column_is_rejected_by_its_name(String column) {
        Map<String, Object> values = Envelopes.postColumns();
        values.remove(column);

        Rejected rejected = rejected(Envelopes.change("posts", "c", Envelopes.post(values)));

        assertThat(rejected.reason()).startsWith(column + ": got null");
        assertThat(rejected.deadLetterTopic()).isEqualTo("cdc.posts.dlq");
        assertThat(rejected.source()).isEqualTo("public.posts@120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"plan\":", "{} {}", " ", "{'plan': 1}", "free"})
    void attributes_that_are_not_one_json_document_are_rejected(String attributes) {
        Map<String, Object> values = Envelopes.userColumns();
        values.put("attributes", attributes);

        assertThat(rejected(Envelopes.change("users", "c", Envelopes.user(values))).reason())
                .startsWith("attributes: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u001fb"})
    void an_id_that_cannot_be_a_key_is_rejected(String id) {
        Map<String, Object> values = Envelopes.userColumns();
        values.put("id", id);

        assertThat(rejected(Envelopes.change("users", "c", Envelopes.user(values))).reason())
                .startsWith("id: got an");
    }

    @Test
    void a_large_value_that_is_gone_is_rejected_rather_than_replaced() {
        Map<String, Object> values = Envelopes.postColumns();
        values.put("body", ChangeConverter.UNAVAILABLE);

        assertThat(rejected(Envelopes.change("posts", "u", Envelopes.post(values))).reason())
                .contains("REPLICA IDENTITY FULL");
    }

    @Test
    void unknown_tables_truncates_and_foreign_columns_are_rejected() {
        assertThat(
                        rejected(
                                Envelopes.change(
                                        "orders", "c", Envelopes.user(Envelopes.userColumns()))))
                .isEqualTo(
                        new Rejected(
                                "cdc.unknown.dlq",
                                "public.orders",
                                "table: got 'orders', expected one of [USERS, POSTS, FOLLOWS, BLOCKS]"));
        assertThat(rejected(Envelopes.envelope("posts", "t", null, null, "[\"1\",\"2\"]")).reason())
                .startsWith("TRUNCATE");
        assertThat(
                        rejected(
                                        Envelopes.change(
                                                "posts",
                                                "c",
                                                Envelopes.user(Envelopes.userColumns())))
                                .reason())
                .contains("the row has no such column");
    }

    private Rejected rejected(SourceRecord original) {
        assertThat(converter.convert(original)).isInstanceOf(Rejected.class);
        return (Rejected) converter.convert(original);
    }
}

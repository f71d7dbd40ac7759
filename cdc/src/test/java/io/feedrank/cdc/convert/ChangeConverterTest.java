package io.feedrank.cdc.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cdc.convert.Conversion.Captured;
import io.feedrank.cdc.convert.Conversion.Ignored;
import io.feedrank.cdc.convert.Conversion.Rejected;
import io.feedrank.proto.v1.BlockRow;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.FollowRow;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostRow;
import io.feedrank.proto.v1.UserRow;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class ChangeConverterTest {
    private static final long NOON_MILLIS =
            Instant.parse("2026-05-01T12:00:00.123Z").toEpochMilli();

    private final ChangeConverter converter = new ChangeConverter();

    @Test
    void a_user_has_all_its_columns() {
        Captured captured =
                captured(Envelopes.change("users", "c", Envelopes.user(Envelopes.userColumns())));

        assertThat(captured.key()).isEqualTo("u1");
        assertThat(captured.table()).isEqualTo(CapturedTable.USERS);
        assertThat(captured.streamed()).isTrue();
        assertThat(captured.change())
                .isEqualTo(
                        Change.newBuilder()
                                .setOperation(Operation.OPERATION_UPSERT)
                                .setCommitLsn(100)
                                .setLsn(120)
                                .setSourceTimeMs(Envelopes.SOURCE_TIME)
                                .setUser(
                                        UserRow.newBuilder()
                                                .setId("u1")
                                                .setCreatedAtMs(NOON_MILLIS)
                                                .setLanguage("da")
                                                .setCountry("DK")
                                                .setAttributesJson("{\"plan\":\"free\"}"))
                                .build());
    }

    @Test
    void a_post_has_all_its_columns() {
        assertThat(
                        captured(
                                        Envelopes.change(
                                                "posts",
                                                "u",
                                                Envelopes.post(Envelopes.postColumns())))
                                .change()
                                .getPost())
                .isEqualTo(
                        PostRow.newBuilder()
                                .setId("p1")
                                .setAuthorId("a1")
                                .setCreatedAtMs(NOON_MILLIS)
                                .setTitle("title")
                                .setBody("body")
                                .setLanguage("en")
                                .setTopic("news")
                                .setStatus("published")
                                .setExpiresAtMs(NOON_MILLIS)
                                .build());
    }

    @Test
    void follows_and_blocks_are_keyed_by_both_parts() {
        Captured follow =
                captured(
                        Envelopes.change(
                                "follows",
                                "r",
                                Envelopes.follow(
                                        Map.of(
                                                "follower_id",
                                                "u1",
                                                "followee_id",
                                                "a1",
                                                "created_at",
                                                Envelopes.NOON))));
        Captured block =
                captured(
                        Envelopes.change(
                                "blocks",
                                "c",
                                Envelopes.block(
                                        Map.of(
                                                "user_id",
                                                "u1",
                                                "author_id",
                                                "a1",
                                                "created_at",
                                                Envelopes.NOON))));

        assertThat(follow.key()).isEqualTo("u1\u001fa1");
        assertThat(follow.streamed()).isFalse();
        assertThat(follow.change().getFollow())
                .isEqualTo(
                        FollowRow.newBuilder()
                                .setFollowerId("u1")
                                .setFolloweeId("a1")
                                .setCreatedAtMs(NOON_MILLIS)
                                .build());
        assertThat(block.key()).isEqualTo("u1\u001fa1");
        assertThat(block.change().getBlock())
                .isEqualTo(
                        BlockRow.newBuilder()
                                .setUserId("u1")
                                .setAuthorId("a1")
                                .setCreatedAtMs(NOON_MILLIS)
                                .build());
    }

    @Test
    void columns_that_may_be_null_become_empty_and_never() {
        Change user =
                captured(
                                Envelopes.change(
                                        "users",
                                        "c",
                                        Envelopes.user(
                                                Map.of("id", "u1", "created_at", Envelopes.NOON))))
                        .change();
        Change post =
                captured(
                                Envelopes.change(
                                        "posts",
                                        "c",
                                        Envelopes.post(
                                                Map.of(
                                                        "id",
                                                        "p1",
                                                        "author_id",
                                                        "a1",
                                                        "created_at",
                                                        Envelopes.NOON,
                                                        "status",
                                                        "draft"))))
                        .change();

        assertThat(user.getUser())
                .isEqualTo(UserRow.newBuilder().setId("u1").setCreatedAtMs(NOON_MILLIS).build());
        assertThat(post.getPost().getTitle()).isEmpty();
        assertThat(post.getPost().getExpiresAtMs()).isZero();
    }

    @Test
    void infinity_never_expires_but_is_no_time_of_creation() {
        Map<String, Object> expires = Envelopes.postColumns();
        expires.put("expires_at", "infinity");
        Map<String, Object> created = Envelopes.postColumns();
        created.put("created_at", "infinity");

        assertThat(
                        captured(Envelopes.change("posts", "c", Envelopes.post(expires)))
                                .change()
                                .getPost()
                                .getExpiresAtMs())
                .isZero();
        assertThat(rejected(Envelopes.change("posts", "c", Envelopes.post(created))).reason())
                .isEqualTo("created_at: got 'infinity', expected a finite timestamp");
    }

    @Test
    void a_delete_carries_the_key_columns_alone() {
        Captured captured = captured(Envelopes.delete("posts", "p1"));

        assertThat(captured.key()).isEqualTo("p1");
        assertThat(captured.change().getOperation()).isEqualTo(Operation.OPERATION_DELETE);
        assertThat(captured.change().getPost()).isEqualTo(PostRow.newBuilder().setId("p1").build());
    }

    @Test
    void tombstones_and_heartbeats_are_ignored() {
        Schema heartbeat =
                SchemaBuilder.struct()
                        .name("io.debezium.connector.common.Heartbeat")
                        .field("ts_ms", Schema.INT64_SCHEMA)
                        .build();

        assertThat(
                        converter.convert(
                                new SourceRecord(
                                        Map.of(), Map.of(), "cdc.public.posts", null, null)))
                .isInstanceOf(Ignored.class);
        assertThat(
                        converter.convert(
                                new SourceRecord(
                                        Map.of(),
                                        Map.of(),
                                        "__debezium-heartbeat.cdc",
                                        heartbeat,
                                        new Struct(heartbeat).put("ts_ms", 1L))))
                .isInstanceOf(Ignored.class);
    }

    private Captured captured(SourceRecord original) {
        assertThat(converter.convert(original)).isInstanceOf(Captured.class);
        return (Captured) converter.convert(original);
    }

    private Rejected rejected(SourceRecord original) {
        assertThat(converter.convert(original)).isInstanceOf(Rejected.class);
        return (Rejected) converter.convert(original);
    }
}

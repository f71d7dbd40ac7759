package io.feedrank.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.FeedrankMain;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.ParityCheck;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.Reach;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ParityCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir private Path work;

    @Test
    void without_a_stack_the_command_says_what_to_name() {
        assertThat(run("parity", "--work", work.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("no stack was ever started in " + work)
                .contains("--config");
    }

    @Test
    void a_number_of_requests_that_cannot_be_is_bad_usage() {
        assertThat(run("parity", "--requests", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--requests: got 0, expected 1 or more");
    }

    @Test
    void a_gate_that_compares_nothing_does_not_pass() {
        ParityCheck check = new ParityCheck(FeatureCatalog.standard(), AuditShare.ALL);
        ParityReport report = check.report(Reach.everything());

        assertThat(report.ok()).isFalse();
        assertThat(ParityTables.of(report))
                .contains("user_topic_share", "user_topics:v1")
                .endsWith("Nothing could be compared of 0 values of 0 rows in 0 requests.");
    }

    @Test
    void what_differs_is_explained_below_the_table() {
        ParityCheck check = new ParityCheck(FeatureCatalog.standard(), AuditShare.ALL);
        check.served(
                FeatureLogEntry.newBuilder()
                        .setRequestId("r1")
                        .setUserId("u1")
                        .addColumns("user_clicks_24h")
                        .addRows(
                                FeatureLogRow.newBuilder()
                                        .setPostId("p1")
                                        .addFeatures(3)
                                        .putPostVersions(
                                                "post_meta:v1",
                                                EntityVersion.newBuilder()
                                                        .setGeneration(1)
                                                        .setSequence(1)
                                                        .build()))
                        .build());
        ParityReport report = check.report(Reach.everything());

        assertThat(report.ok()).isFalse();
        assertThat(ParityTables.of(report))
                .contains(
                        "DIFFERS: user_clicks_24h, request r1, post p1, user u1 at version 0.0:"
                                + " served 3.0, recomputed 0.0")
                .endsWith(
                        "Not equal: 1 features differ, 1 values of 1 rows in 1 requests compared.");
    }

    private int run(String... arguments) {
        CommandLine line = FeedrankMain.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}

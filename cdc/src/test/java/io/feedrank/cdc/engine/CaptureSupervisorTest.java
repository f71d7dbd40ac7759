package io.feedrank.cdc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.health.CaptureMetrics;
import io.feedrank.cdc.health.CaptureStatus;
import io.feedrank.cdc.health.CaptureStatus.Phase;
import io.feedrank.feature.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CaptureSupervisorTest {
    /** Nothing listens there: the port is reserved. */
    private static final CdcConfig NO_SERVERS =
            CdcConfig.from(
                    Settings.of(
                            Map.of(
                                    "postgres.jdbc",
                                    "jdbc:postgresql://127.0.0.1:1/feeds?user=u",
                                    "kafka.bootstrap",
                                    "127.0.0.1:1")));

    @Test
    void without_postgres_it_says_so_tries_again_and_stops_when_told() throws Exception {
        CaptureStatus status = new CaptureStatus();
        CaptureMetrics metrics = new CaptureMetrics();
        CaptureSupervisor supervisor = new CaptureSupervisor(NO_SERVERS, status, metrics);
        Thread thread = new Thread(supervisor, "supervisor");
        thread.start();

        await().until(() -> metrics.scrape().contains("feedrank_cdc_restarts_total 2.0"));
        assertThat(status.report().ready()).isFalse();
        assertThat(status.report().phase()).isEqualTo(Phase.RETRYING);
        assertThat(status.report().reason())
                .startsWith("Postgres does not answer")
                .contains("tried again in");

        supervisor.close();
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(status.phase()).isEqualTo(Phase.STOPPED);
    }
}

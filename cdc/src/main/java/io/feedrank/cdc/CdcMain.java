package io.feedrank.cdc;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.engine.CaptureSupervisor;
import io.feedrank.cdc.health.CaptureMetrics;
import io.feedrank.cdc.health.CaptureStatus;
import io.feedrank.cdc.health.HealthServer;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code CdcMain --config FILE [--key value ...]}. Exit 0 stopped, 1 failed, 2 bad settings. */
public final class CdcMain {
    private static final Logger LOG = LoggerFactory.getLogger(CdcMain.class);

    private CdcMain() {}

    /** Captures until SIGTERM. */
    public static void main(String[] args) {
        try {
            capture(CdcConfig.from(Settings.fromArgs(args)));
        } catch (FeedrankException e) {
            LOG.error("{}", e.getMessage(), e.getCause());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        }
    }

    private static void capture(CdcConfig config) {
        CaptureStatus status = new CaptureStatus();
        CaptureMetrics metrics = new CaptureMetrics();
        CaptureSupervisor supervisor = new CaptureSupervisor(config, status, metrics);
        try (HealthServer health =
                HealthServer.start(config.host(), config.port(), status, metrics)) {
            LOG.info("{}, health on port {}", config, health.port());
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "cdc-shutdown"));
            supervisor.run();
        }
    }
}

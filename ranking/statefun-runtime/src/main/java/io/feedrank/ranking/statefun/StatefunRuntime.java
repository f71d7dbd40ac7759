package io.feedrank.ranking.statefun;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.statefun.flink.core.StatefulFunctionsConfig;
import org.apache.flink.statefun.flink.core.StatefulFunctionsJob;
import org.apache.flink.statefun.flink.core.spi.Modules;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in the process that runs the ranking module.
 *
 * <p>Requests are handled at least once: state and Kafka offsets go back together to the last
 * checkpoint. {@link #run} and {@link #stop} are called from two threads.
 */
final class StatefunRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(StatefunRuntime.class);
    private static final Duration FINAL_CHECKPOINT = Duration.ofSeconds(10);
    private static final Duration CANCEL = Duration.ofSeconds(10);

    private final RuntimeConfig config;
    private final CheckpointDirectory directory;
    private volatile @Nullable MiniCluster cluster;
    private volatile @Nullable JobID job;
    private volatile @Nullable JobWatch watch;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    StatefunRuntime(RuntimeConfig config, CheckpointDirectory directory) {
        this.config = config;
        this.directory = directory;
    }

    /**
     * Starts the cluster and the job, and returns when {@link #stop} was called.
     *
     * @throws RuntimeFailure when the cluster or the job cannot start, or the job ends by itself
     */
    void run() {
        requireReplacedClass();
        Optional<Path> restoreFrom = directory.newestCheckpoint();
        directory.deleteEmptyJobs();
        Path module = ModuleFile.write(config, directory.root());
        Configuration flink = FlinkSettings.of(config, module, directory.scratch(), restoreFrom);
        LOG.info(
                "ranking job: {} of {} -> {}, parallelism {}, {}",
                config.kafka().requestTopic(),
                config.kafka().bootstrap(),
                config.function().url(),
                config.cluster().parallelism(),
                restoreFrom.map(path -> "state of " + path).orElse("no state to restore"));
        startCluster(flink);
        try {
            submit(flink);
        } catch (Exception e) {
            if (!stopping) {
                throw new RuntimeFailure(
                        RuntimeFailure.Category.INTERNAL,
                        "the ranking job ended"
                                + restoreFrom
                                        .map(
                                                path ->
                                                        "; if its state cannot be read, move "
                                                                + path
                                                                + " away to restore the one before it")
                                        .orElse(""),
                        e);
            }
            awaitStopped();
        }
    }

    /**
     * Takes a last checkpoint, ends the job and the cluster, and leaves the checkpoint for the next
     * start.
     */
    void stop() {
        stopping = true;
        try {
            stopJobAndCluster();
        } finally {
            stopped.countDown();
        }
    }

    private void stopJobAndCluster() {
        JobWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        MiniCluster running = cluster;
        if (running == null) {
            return;
        }
        JobID runningJob = job;
        if (runningJob != null) {
            try {
                LOG.info(
                        "last checkpoint: {}",
                        await(running.triggerCheckpoint(runningJob), FINAL_CHECKPOINT));
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn(
                        "no last checkpoint, so the next start goes on from the one before it: {}",
                        e.toString());
            }
            try {
                await(running.cancelJob(runningJob), CANCEL);
                await(running.requestJobResult(runningJob), CANCEL);
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("the job did not end by itself: {}", e.toString());
            }
        }
        try {
            await(running.closeAsync(), CANCEL);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the cluster did not close cleanly: {}", e.toString());
        }
        LOG.info("stopped");
    }

    /** The directory stays taken until the cluster has let go of it. */
    private void awaitStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startCluster(Configuration flink) {
        MiniCluster starting =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(flink)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(config.cluster().parallelism())
                                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                                .setCommonBindAddress(FlinkSettings.HOST)
                                .build());
        try {
            starting.start();
            URI rest = starting.getRestAddress().get();
            LOG.info("Flink's REST port answers at {}", rest);
        } catch (Exception e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Category.UNAVAILABLE,
                    "Flink did not start; is statefun.rest-port "
                            + config.cluster().restPort()
                            + " in use by another process?",
                    e);
        }
        cluster = starting;
    }

    private void submit(Configuration flink) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(
                        FlinkSettings.HOST, config.cluster().restPort(), flink);
        environment.registerJobListener(new Submission());
        StatefulFunctionsConfig statefun = StatefulFunctionsConfig.fromFlinkConfiguration(flink);
        statefun.setProvider(
                (classLoader, settings) ->
                        Modules.loadFromClassPath(settings).createStatefulFunctionsUniverse());
        StatefulFunctionsJob.main(environment, statefun);
    }

    private static <T> T await(Future<T> future, Duration limit)
            throws ExecutionException, TimeoutException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    private static void requireReplacedClass() {
        CodeSource ours = StatefunRuntime.class.getProtectionDomain().getCodeSource();
        CodeSource loaded = StatefulFunctionsConfig.class.getProtectionDomain().getCodeSource();
        if (ours != null && loaded != null && !ours.getLocation().equals(loaded.getLocation())) {
            throw RuntimeFailure.badInput(
                    "StatefulFunctionsConfig comes from "
                            + loaded.getLocation()
                            + ", which does not work on this Flink: put "
                            + ours.getLocation()
                            + " first on the class path");
        }
    }

    private final class Submission implements JobListener {

        @Override
        public void onJobSubmitted(@Nullable JobClient client, @Nullable Throwable failure) {
            MiniCluster running = cluster;
            if (client != null && running != null) {
                job = client.getJobID();
                watch = new JobWatch(running, client.getJobID());
            }
        }

        @Override
        public void onJobExecuted(
                @Nullable JobExecutionResult result, @Nullable Throwable failure) {}
    }
}

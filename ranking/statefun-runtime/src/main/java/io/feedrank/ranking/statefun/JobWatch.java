package io.feedrank.ranking.statefun;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when the job runs, starts again, or ends. */
final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "job-watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final MiniCluster cluster;
    private final JobID job;
    private final Future<?> looking;
    private volatile @Nullable JobStatus last;

    JobWatch(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        this.looking =
                looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        looking.cancel(false);
        looks.shutdown();
    }

    private void look() {
        try {
            JobStatus status =
                    cluster.getJobStatus(job).get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (status != last) {
                last = status;
                LOG.info("job {} is {}", job, status);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no status of job {}", job, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

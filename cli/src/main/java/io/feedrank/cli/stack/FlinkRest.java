package io.feedrank.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A Flink cluster's REST API, as far as submitting and stopping jobs goes. Safe for use by several
 * threads.
 *
 * <p>Source: the REST API reference of Flink 1.20.
 */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The cluster whose job manager answers there, for example {@code http://127.0.0.1:8081}. */
    public FlinkRest(URI base) {
        this.base = base;
    }

    /**
     * Uploads the jar and runs its main method on the job manager.
     *
     * @return the id of the running job
     * @throws StackException when the cluster does not answer or the main method fails, with its
     *     reason
     */
    public String submit(Path jar, JobSubmission submission) {
        String jarId = uploaded(jar);
        ObjectNode body = JSON.createObjectNode();
        body.put("entryClass", submission.job().entryClass());
        body.put("parallelism", submission.parallelism());
        submission
                .restoreFrom()
                .ifPresent(
                        path -> {
                            body.put("savepointPath", path);
                            // The job owns what it restores from, and deletes it when it has a
                            // newer checkpoint.
                            body.put("claimMode", "CLAIM");
                        });
        submission.arguments().forEach(body.putArray("programArgsList")::add);
        ObjectNode engine = body.putObject("flinkConfiguration");
        submission.flinkSettings().forEach(engine::put);
        return call("POST", "/jars/" + jarId + "/run", json(body)).path("jobid").asText();
    }

    /** Jobs of one jar share an upload, which carries its checksum in its name. */
    private synchronized String uploaded(Path jar) {
        String name = JobJars.uploadName(jar);
        for (JsonNode file : call("GET", "/jars", BodyPublishers.noBody()).path("files")) {
            if (file.path("id").asText().endsWith(name)) {
                return file.path("id").asText();
            }
        }
        return upload(jar, name);
    }

    /** What has become of a job. */
    public JobState state(String jobId) {
        HttpResponse<String> response = send("GET", "/jobs/" + jobId, BodyPublishers.noBody());
        if (response.statusCode() == 404) {
            return JobState.UNKNOWN;
        }
        JsonNode job = parsed(response);
        int running = 0;
        int tasks = 0;
        for (JsonNode vertex : job.path("vertices")) {
            tasks += vertex.path("parallelism").asInt();
            running +=
                    vertex.path("tasks").path("RUNNING").asInt()
                            + vertex.path("tasks").path("FINISHED").asInt();
        }
        return new JobState(job.path("state").asText(), running, tasks);
    }

    /** Why a job failed, as its root exception says; empty text when it says nothing. */
    public String failure(String jobId) {
        String trace =
                call("GET", "/jobs/" + jobId + "/exceptions", BodyPublishers.noBody())
                        .path("root-exception")
                        .asText("");
        return FlinkErrors.cause(trace);
    }

    /** Ends a job; what it has checkpointed stays if it retains checkpoints. */
    public void cancel(String jobId) {
        HttpResponse<String> response =
                send("PATCH", "/jobs/" + jobId + "?mode=cancel", BodyPublishers.noBody());
        // Gone, or over already.
        if (response.statusCode() != 404 && response.statusCode() != 409) {
            parsed(response);
        }
    }

    /**
     * Takes a checkpoint now.
     *
     * @return whether it was complete in time
     */
    public boolean checkpoint(String jobId, Duration patience) {
        ObjectNode body = JSON.createObjectNode().put("checkpointType", "CONFIGURED");
        String trigger =
                call("POST", "/jobs/" + jobId + "/checkpoints", json(body))
                        .path("request-id")
                        .asText();
        return completed("/jobs/" + jobId + "/checkpoints/" + trigger, patience).isPresent();
    }

    /**
     * Takes a savepoint, in the cluster's folder for them; the job goes on.
     *
     * @return its path
     * @throws StackException when it was not complete in time
     */
    public String savepoint(String jobId, Duration patience) {
        ObjectNode body = JSON.createObjectNode().put("cancel-job", false);
        String trigger =
                call("POST", "/jobs/" + jobId + "/savepoints", json(body))
                        .path("request-id")
                        .asText();
        return completed("/jobs/" + jobId + "/savepoints/" + trigger, patience)
                .map(operation -> operation.path("location").asText())
                .orElseThrow(() -> new StackException("job " + jobId + " completes no savepoint"));
    }

    private Optional<JsonNode> completed(String address, Duration patience) {
        JsonNode last =
                Polling.latest(
                        patience,
                        POLL,
                        () -> call("GET", address, BodyPublishers.noBody()),
                        found -> found.path("status").path("id").asText().equals("COMPLETED"));
        boolean done =
                last.path("status").path("id").asText().equals("COMPLETED")
                        && !last.path("operation").has("failureCause")
                        && !last.path("operation").has("failure-cause");
        return done ? Optional.of(last.path("operation")) : Optional.empty();
    }

    /**
     * How far event time is at an operator, at its slowest subtask; the cluster learns it every few
     * seconds. Empty when it has none yet.
     */
    public Optional<Instant> watermark(String jobId, String operator) {
        for (JsonNode vertex :
                call("GET", "/jobs/" + jobId, BodyPublishers.noBody()).path("vertices")) {
            if (vertex.path("name").asText().contains(operator)) {
                String address =
                        "/jobs/"
                                + jobId
                                + "/vertices/"
                                + vertex.path("id").asText()
                                + "/watermarks";
                return FlinkWatermarks.lowest(
                        call("GET", address, BodyPublishers.noBody()),
                        vertex.path("parallelism").asInt());
            }
        }
        return Optional.empty();
    }

    private String upload(Path jar, String as) {
        String boundary = "feedrank-" + UUID.randomUUID();
        String head =
                "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + as
                        + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        try {
            BodyPublisher body =
                    BodyPublishers.concat(
                            BodyPublishers.ofString(head),
                            BodyPublishers.ofFile(jar),
                            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve("/jars/upload"))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(body)
                            .build();
            String file = parsed(send(request)).path("filename").asText();
            return file.substring(file.lastIndexOf('/') + 1);
        } catch (IOException missing) {
            throw new StackException("cannot read " + jar + ": " + missing.getMessage(), missing);
        }
    }

    private JsonNode call(String method, String path, BodyPublisher body) {
        return parsed(send(method, path, body));
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new StackException("no Flink job manager answers at " + base, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while calling Flink", interrupted);
        }
    }

    private static JsonNode parsed(HttpResponse<String> response) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw new StackException(
                    response.uri()
                            + " does not answer like a Flink job manager ("
                            + response.statusCode()
                            + ")",
                    notJson);
        }
        if (response.statusCode() >= 300) {
            throw new StackException("Flink refused: " + FlinkErrors.reason(body));
        }
        return body;
    }

    private static BodyPublisher json(ObjectNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    /** Jobs that have not ended, by id, with their names. */
    public Map<String, String> jobs() {
        Map<String, String> names = new TreeMap<>();
        for (JsonNode job : call("GET", "/jobs/overview", BodyPublishers.noBody()).path("jobs")) {
            if (!new JobState(job.path("state").asText(), 0, 0).ended()) {
                names.put(job.path("jid").asText(), job.path("name").asText());
            }
        }
        return names;
    }

    /** How many task managers have come to the job manager. */
    static Health taskManagers(String overview) {
        try {
            int count = JSON.readTree(overview).path("taskmanagers").asInt();
            return count > 0 ? Health.ok() : Health.waiting("no task manager has registered yet");
        } catch (IOException notJson) {
            return Health.waiting("the job manager answers nonsense");
        }
    }

    /** Whether a jobs overview has a job that runs. */
    static Health someJobRuns(String overview) {
        try {
            List<String> states = JSON.readTree(overview).findValuesAsText("state");
            return states.contains("RUNNING")
                    ? Health.ok()
                    : Health.waiting("its job does not run: " + states);
        } catch (IOException notJson) {
            return Health.waiting("the job manager answers nonsense");
        }
    }
}

package io.feedrank.ranking.function;

import io.feedrank.proto.v1.FeedResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.flink.statefun.sdk.egress.generated.KafkaProducerRecord;
import org.apache.flink.statefun.sdk.reqreply.generated.Address;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction;
import org.apache.flink.statefun.sdk.reqreply.generated.ToFunction;
import org.apache.flink.statefun.sdk.reqreply.generated.TypedValue;
import org.apache.flink.statefun.sdk.shaded.com.google.protobuf.ByteString;

/** Speaks StateFun's request-reply protocol to the service, as the runtime does, for one user. */
final class StatefunCaller {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final String userId;
    private TypedValue session = TypedValue.getDefaultInstance();

    StatefunCaller(int port, String userId) {
        this.service = URI.create("http://127.0.0.1:" + port + "/statefun");
        this.userId = userId;
    }

    /** One call without any state, as for a function that the runtime knows nothing of. */
    FromFunction callWithoutState(byte[] request) throws IOException, InterruptedException {
        return post(ToFunction.newBuilder().setInvocation(batch(request)).build());
    }

    /** One call with the state of the calls before; keeps what comes back. */
    FromFunction.InvocationResponse call(byte[]... requests)
            throws IOException, InterruptedException {
        ToFunction.InvocationBatchRequest.Builder batch =
                batch(requests)
                        .addState(
                                ToFunction.PersistedValue.newBuilder()
                                        .setStateName("session")
                                        .setStateValue(session));
        FromFunction.InvocationResponse response =
                post(ToFunction.newBuilder().setInvocation(batch).build()).getInvocationResult();
        for (FromFunction.PersistedValueMutation mutation : response.getStateMutationsList()) {
            session = mutation.getStateValue();
        }
        return response;
    }

    int sessionBytes() {
        return session.getValue().size();
    }

    /** The Kafka records that a call wants to be sent. */
    static List<KafkaProducerRecord> records(FromFunction.InvocationResponse response) {
        return response.getOutgoingEgressesList().stream()
                .map(
                        egress -> {
                            try {
                                return KafkaProducerRecord.parseFrom(
                                        egress.getArgument().getValue());
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        })
                .toList();
    }

    /** The one feed that a call replied with. */
    static FeedResponse feed(FromFunction.InvocationResponse response) throws IOException {
        List<KafkaProducerRecord> records = records(response);
        if (records.size() != 1) {
            throw new AssertionError("got " + records.size() + " replies, expected 1");
        }
        return FeedResponse.parseFrom(records.get(0).getValueBytes().toByteArray());
    }

    private ToFunction.InvocationBatchRequest.Builder batch(byte[]... requests) {
        Address.Builder self =
                Address.newBuilder().setNamespace("feedrank").setType("ranker").setId(userId);
        ToFunction.InvocationBatchRequest.Builder batch =
                ToFunction.InvocationBatchRequest.newBuilder().setTarget(self);
        for (byte[] request : requests) {
            batch.addInvocations(
                    ToFunction.Invocation.newBuilder()
                            .setArgument(
                                    TypedValue.newBuilder()
                                            .setTypename("feedrank.v1/FeedRequest")
                                            .setHasValue(true)
                                            .setValue(ByteString.copyFrom(request))));
        }
        return batch;
    }

    private FromFunction post(ToFunction call) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(service)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(call.toByteArray()))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError("HTTP " + response.statusCode());
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.equals("application/octet-stream")) {
            throw new AssertionError("Content-Type " + type);
        }
        return FromFunction.parseFrom(response.body());
    }
}

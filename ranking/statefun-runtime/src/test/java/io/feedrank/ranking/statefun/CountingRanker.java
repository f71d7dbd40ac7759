package io.feedrank.ranking.statefun;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.netty4.io.netty.bootstrap.ServerBootstrap;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBufUtil;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInitializer;
import org.apache.flink.shaded.netty4.io.netty.channel.EventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.SimpleChannelInboundHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.nio.NioEventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.SocketChannel;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.nio.NioServerSocketChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpObjectAggregator;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.statefun.sdk.egress.generated.KafkaProducerRecord;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction.EgressMessage;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction.IncompleteInvocationContext;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction.InvocationResponse;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction.PersistedValueMutation;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction.PersistedValueSpec;
import org.apache.flink.statefun.sdk.reqreply.generated.ToFunction;
import org.apache.flink.statefun.sdk.reqreply.generated.ToFunction.InvocationBatchRequest;
import org.apache.flink.statefun.sdk.reqreply.generated.TypedValue;

/**
 * A remote function over StateFun's wire protocol, written by hand: a request is {@code
 * REPLY_TOPIC|TEXT}, the reply is {@code USER|TEXT|COUNT}, where the count of the user's requests
 * is StateFun state.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class CountingRanker implements AutoCloseable {

    private static final String STATE = "count";
    private static final String STATE_TYPE = "feedrank.test/count";

    private final EventLoopGroup threads = new NioEventLoopGroup(1);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final int port;

    private CountingRanker(int port) {
        this.port = port;
    }

    static CountingRanker start(int port) throws InterruptedException {
        CountingRanker ranker = new CountingRanker(port);
        new ServerBootstrap()
                .group(ranker.threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new HttpServerCodec(),
                                                new HttpObjectAggregator(1 << 20),
                                                ranker.new Handler());
                            }
                        })
                .bind(new InetSocketAddress("127.0.0.1", port))
                .sync();
        return ranker;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/statefun";
    }

    /** {@code NAMESPACE/TYPE USER ARGUMENT_TYPE TEXT} of each call, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private FromFunction answer(InvocationBatchRequest batch) {
        if (batch.getStateList().stream().noneMatch(state -> state.getStateName().equals(STATE))) {
            return FromFunction.newBuilder()
                    .setIncompleteInvocationContext(
                            IncompleteInvocationContext.newBuilder()
                                    .addMissingValues(
                                            PersistedValueSpec.newBuilder()
                                                    .setStateName(STATE)
                                                    .setTypeTypename(STATE_TYPE)))
                    .build();
        }
        TypedValue state = batch.getState(0).getStateValue();
        long count = state.getHasValue() ? Long.parseLong(state.getValue().toStringUtf8()) : 0;
        String user = batch.getTarget().getId();
        InvocationResponse.Builder response = InvocationResponse.newBuilder();
        for (ToFunction.Invocation invocation : batch.getInvocationsList()) {
            String request = invocation.getArgument().getValue().toStringUtf8();
            calls.add(
                    "%s/%s %s %s %s"
                            .formatted(
                                    batch.getTarget().getNamespace(),
                                    batch.getTarget().getType(),
                                    user,
                                    invocation.getArgument().getTypename(),
                                    request));
            String[] parts = request.split("\\|", 2);
            count++;
            response.addOutgoingEgresses(
                    reply(parts[0], user, user + "|" + parts[1] + "|" + count));
        }
        response.addStateMutations(
                PersistedValueMutation.newBuilder()
                        .setMutationType(PersistedValueMutation.MutationType.MODIFY)
                        .setStateName(STATE)
                        .setStateValue(
                                typed(STATE_TYPE, ByteString.copyFromUtf8(Long.toString(count)))));
        return FromFunction.newBuilder().setInvocationResult(response).build();
    }

    private static EgressMessage reply(String topic, String key, String value) {
        KafkaProducerRecord record =
                KafkaProducerRecord.newBuilder()
                        .setTopic(topic)
                        .setKey(key)
                        .setValueBytes(ByteString.copyFrom(value, UTF_8))
                        .build();
        return EgressMessage.newBuilder()
                .setEgressNamespace("feedrank")
                .setEgressType("feed-responses")
                .setArgument(
                        typed(
                                "type.googleapis.com/"
                                        + KafkaProducerRecord.getDescriptor().getFullName(),
                                record.toByteString()))
                .build();
    }

    private static TypedValue typed(String type, ByteString value) {
        return TypedValue.newBuilder().setTypename(type).setHasValue(true).setValue(value).build();
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
                throws InvalidProtocolBufferException {
            ToFunction call = ToFunction.parseFrom(ByteBufUtil.getBytes(request.content()));
            byte[] body = answer(call.getInvocation()).toByteArray();
            FullHttpResponse response =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.OK,
                            Unpooled.wrappedBuffer(body));
            response.headers().set("Content-Type", "application/octet-stream");
            response.headers().set("Content-Length", body.length);
            context.writeAndFlush(response);
        }
    }
}

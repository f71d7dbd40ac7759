package io.feedrank.ranking.shard;

import com.google.protobuf.Message;
import io.feedrank.proto.v1.ShardSearchRequest;
import io.feedrank.proto.v1.ShardSearchResponse;
import io.feedrank.proto.v1.ShardVectorsRequest;
import io.feedrank.proto.v1.ShardVectorsResponse;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The calls of {@code feedrank.v1.IndexShard}, as {@code shard.proto} defines them. */
public final class ShardMethods {
    /** The service's name. */
    public static final String SERVICE = "feedrank.v1.IndexShard";

    /** The closest posts in some partitions. */
    public static final MethodDescriptor<ShardSearchRequest, ShardSearchResponse> SEARCH =
            unary(
                    "Search",
                    ShardSearchRequest.getDefaultInstance(),
                    ShardSearchResponse.getDefaultInstance());

    /** The vectors of some posts. */
    public static final MethodDescriptor<ShardVectorsRequest, ShardVectorsResponse> VECTORS =
            unary(
                    "Vectors",
                    ShardVectorsRequest.getDefaultInstance(),
                    ShardVectorsResponse.getDefaultInstance());

    private ShardMethods() {}

    private static <Q extends Message, R extends Message> MethodDescriptor<Q, R> unary(
            String name, Q request, R response) {
        return MethodDescriptor.<Q, R>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoUtils.marshaller(request))
                .setResponseMarshaller(ProtoUtils.marshaller(response))
                .setSafe(true)
                .setIdempotent(true)
                .build();
    }
}

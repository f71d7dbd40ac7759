package io.feedrank.ranking.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.PostEmbedding;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Posts with vectors: as records for Kafka, and in an index that finds exactly the closest. */
final class Posts {
    private final ExactVectorIndex exact = new ExactVectorIndex(VectorSpace.DIMENSIONS);
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    /** Adds posts {@code p<from>} to {@code p<to - 1>}; every fourth is Danish. */
    Posts add(int from, int to) {
        for (int i = from; i < to; i++) {
            String language = i % 4 == 0 ? "da" : "en";
            float[] vector = vector("mix-" + i);
            exact.upsert("p" + i, vector, Attributes.NONE.described(language, "", ""));
            records.add(record("p" + i, embedding("p" + i, language, vector)));
        }
        return this;
    }

    /** Takes a post out. */
    Posts delete(String postId) {
        exact.delete(postId);
        records.add(record(postId, null));
        return this;
    }

    /** What has not been taken yet. */
    List<ProducerRecord<byte[], byte[]>> takeRecords() {
        List<ProducerRecord<byte[], byte[]>> taken = List.copyOf(records);
        records.clear();
        return taken;
    }

    /** The truth. */
    List<String> closest(VectorQuery query) {
        return exact
                .search(
                        query.vectors().get(0),
                        SearchOptions.top(query.k()).where(query.filter().toIndexFilter()))
                .neighbours()
                .stream()
                .map(Neighbour::id)
                .toList();
    }

    int size() {
        return exact.size();
    }

    static VectorQuery query(String reader, int k) {
        return new VectorQuery(
                VectorSpace.NAME,
                List.of(vector(reader)),
                k,
                RetrievalFilter.alive(Instant.now()),
                Instant.MAX);
    }

    /** Sums of three readers' vectors: hardly two are equally close to anything. */
    private static float[] vector(String seed) {
        float[] sum = new float[VectorSpace.DIMENSIONS];
        float weight = 1;
        for (String part : new String[] {"-a", "-b", "-c", "-d"}) {
            float[] reader = VectorSpace.ofReader(seed + part);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += weight * reader[d];
            }
            weight *= 0.61f;
        }
        return sum;
    }

    static ProducerRecord<byte[], byte[]> record(String postId, byte[] value) {
        return new ProducerRecord<>(Topics.POST_EMBEDDINGS, postId.getBytes(UTF_8), value);
    }

    private static byte[] embedding(String postId, String language, float[] vector) {
        PostEmbedding.Builder embedding =
                PostEmbedding.newBuilder()
                        .setPostId(postId)
                        .setSpace(VectorSpace.NAME)
                        .setLanguage(language);
        for (float component : vector) {
            embedding.addVector(component);
        }
        return embedding.build().toByteArray();
    }
}

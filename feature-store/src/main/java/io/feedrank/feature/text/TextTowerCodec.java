package io.feedrank.feature.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.DenseWeights;
import io.feedrank.proto.v1.TextTowerFile;
import io.feedrank.proto.v1.TextTowerWeights;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** A tower as bytes with a checksum: as a file of its model, and as a record in Kafka. */
public final class TextTowerCodec {
    /** Name of the file in a model's folder. */
    public static final String FILE = "text_tower.bin";

    private static final int MOST_BUCKETS = 1 << 20;

    private TextTowerCodec() {}

    public static byte[] write(TextTower tower) {
        Embedding embedding = tower.embedding();
        TextTowerWeights.Builder weights =
                TextTowerWeights.newBuilder()
                        .setVersion(tower.identity().version())
                        .setSpace(tower.identity().space())
                        .setWorthReaders(tower.identity().worthReaders())
                        .setEncoding(TextEncoder.ENCODING)
                        .setBuckets(embedding.buckets())
                        .setWidth(embedding.width())
                        .setEmbedding(ByteString.copyFrom(embedding.rows()))
                        .setLayer(dense(tower.layer()));
        int before = -1;
        for (int bucket = 0; bucket < embedding.buckets(); bucket++) {
            if (embedding.rowOf()[bucket] >= 0) {
                weights.addBucketStep(bucket - before);
                before = bucket;
            }
        }
        for (float scale : embedding.scales()) {
            weights.addScale(scale);
        }
        return sealed(weights.build());
    }

    /** Weights with their checksum. */
    static byte[] sealed(TextTowerWeights weights) {
        byte[] bytes = weights.toByteArray();
        return TextTowerFile.newBuilder()
                .setWeights(ByteString.copyFrom(bytes))
                .setSha256(ByteString.copyFrom(sha256(bytes)))
                .build()
                .toByteArray();
    }

    /**
     * Reads a tower back.
     *
     * @throws FeedrankException BAD_INPUT saying what is wrong: torn, of another encoding, of
     *     another vector space
     */
    public static TextTower read(byte[] bytes) {
        TextTowerWeights weights;
        try {
            TextTowerFile file = TextTowerFile.parseFrom(bytes);
            byte[] content = file.getWeights().toByteArray();
            if (!Arrays.equals(sha256(content), file.getSha256().toByteArray())) {
                throw FeedrankException.badInput(
                        "tower: torn, its checksum is not that of its "
                                + content.length
                                + " bytes");
            }
            weights = TextTowerWeights.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput("tower: no protobuf TextTower: " + e.getMessage());
        }
        require("encoding", weights.getEncoding(), TextEncoder.ENCODING);
        require("space", weights.getSpace(), VectorSpace.NAME);
        return new TextTower(
                new TextTower.Identity(
                        weights.getVersion(), weights.getSpace(), weights.getWorthReaders()),
                embedding(weights),
                layer(weights.getLayer()));
    }

    private static Embedding embedding(TextTowerWeights weights) {
        int buckets = weights.getBuckets();
        if (buckets < 1
                || buckets > MOST_BUCKETS
                || weights.getScaleCount() != weights.getBucketStepCount()) {
            throw FeedrankException.badInput(
                    "tower: got "
                            + weights.getScaleCount()
                            + " scales for "
                            + weights.getBucketStepCount()
                            + " of "
                            + buckets
                            + " buckets");
        }
        int[] rowOf = new int[buckets];
        Arrays.fill(rowOf, -1);
        int bucket = -1;
        for (int row = 0; row < weights.getBucketStepCount(); row++) {
            int step = weights.getBucketStep(row);
            if (step < 1 || step > buckets - 1 - bucket) {
                throw FeedrankException.badInput(
                        "bucket_step: got " + step + " at row " + row + " of " + buckets);
            }
            bucket += step;
            rowOf[bucket] = row;
        }
        return new Embedding(
                rowOf,
                floats(weights.getScaleList()),
                weights.getEmbedding().toByteArray(),
                weights.getWidth());
    }

    private static DenseWeights dense(DenseLayer layer) {
        DenseWeights.Builder dense = DenseWeights.newBuilder().setInputs(layer.inputs());
        for (float weight : layer.weights()) {
            dense.addWeight(weight);
        }
        for (float bias : layer.bias()) {
            dense.addBias(bias);
        }
        return dense.build();
    }

    private static DenseLayer layer(DenseWeights dense) {
        return new DenseLayer(
                dense.getInputs(), floats(dense.getWeightList()), floats(dense.getBiasList()));
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    private static void require(String what, String got, String expected) {
        if (!got.equals(expected)) {
            throw FeedrankException.badInput(what + ": got '" + got + "', expected " + expected);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

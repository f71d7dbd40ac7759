package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Lucene's HNSW in its 9.x line, one segment, float vectors, memory-mapped. */
final class LuceneContender implements Contender {
    private static final String FIELD = "v";
    private static final int M = 16;
    private static final int BEAM_WIDTH = 100;
    private static final double BUFFER_MEGABYTES = 2_000;

    private final Path folder;
    private final FSDirectory directory;
    private final DirectoryReader reader;
    private final LeafReader leaf;
    private final Map<String, Bits> filters = new HashMap<>();
    private final Built built;
    private volatile int ef = 100;

    private LuceneContender(Path folder, VectorSet set, double cpuSeconds, double seconds)
            throws IOException {
        this.folder = folder;
        this.directory = FSDirectory.open(folder);
        this.reader = DirectoryReader.open(directory);
        if (reader.leaves().size() != 1) {
            throw new IllegalStateException(
                    "got " + reader.leaves().size() + " segments of Lucene, expected 1");
        }
        this.leaf = reader.leaves().get(0).reader();
        long bytes = 0;
        for (String file : directory.listAll()) {
            bytes += directory.fileLength(file);
        }
        this.built = new Built(cpuSeconds, (double) bytes / set.size(), set.size() / seconds);
        for (Filters.Filter filter : Filters.ALL) {
            FixedBitSet passes = new FixedBitSet(set.size());
            for (int row = 0; row < set.size(); row++) {
                if (filter.passes(row)) {
                    passes.set(row);
                }
            }
            filters.put(filter.share(), passes);
        }
    }

    static LuceneContender build(VectorSet set) throws IOException {
        Path folder = Files.createTempDirectory("feedrank-bench-lucene");
        IndexWriterConfig config =
                new IndexWriterConfig()
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        .setMergePolicy(NoMergePolicy.INSTANCE)
                        .setUseCompoundFile(false)
                        .setCodec(
                                new Lucene912Codec() {
                                    @Override
                                    public KnnVectorsFormat getKnnVectorsFormatForField(
                                            String field) {
                                        return new Lucene99HnswVectorsFormat(M, BEAM_WIDTH);
                                    }
                                });
        VectorSimilarityFunction similarity =
                set.metric() == Metric.COSINE
                        ? VectorSimilarityFunction.DOT_PRODUCT
                        : VectorSimilarityFunction.EUCLIDEAN;
        long cpu = Cpu.thread();
        long start = System.nanoTime();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (float[] vector : set.base()) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(FIELD, vector, similarity));
                writer.addDocument(document);
            }
            writer.commit();
        }
        double cpuSeconds = (Cpu.thread() - cpu) / 1e9;
        return new LuceneContender(folder, set, cpuSeconds, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public String name() {
        return "lucene-hnsw";
    }

    @Override
    public void effort(double effort) {
        ef = (int) effort;
    }

    @Override
    public double leastEffort(int k) {
        return k;
    }

    @Override
    public double mostEffort(int k) {
        return 20_000;
    }

    @Override
    public boolean wholeEffort() {
        return true;
    }

    @Override
    public int[] search(float[] query, int k) {
        return search(query, k, (Bits) null);
    }

    @Override
    public int[] search(float[] query, int k, Filters.Filter filter) {
        return search(query, k, filters.get(filter.share()));
    }

    private int[] search(float[] query, int k, @Nullable Bits passes) {
        try {
            TopKnnCollector collector = new TopKnnCollector(Math.max(ef, k), Integer.MAX_VALUE);
            leaf.searchNearestVectors(FIELD, query, collector, passes);
            ScoreDoc[] found = collector.topDocs().scoreDocs;
            int[] rows = new int[Math.min(k, found.length)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = found[i].doc;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Built built() {
        return built;
    }

    @Override
    public void close() {
        try {
            reader.close();
            directory.close();
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

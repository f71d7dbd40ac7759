package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Lucene's HNSW in its 9.x line, one segment, float vectors, memory-mapped. */
final class LuceneContender implements Contender {
    static final String NAME = "lucene-hnsw";

    private static final String FIELD = "v";
    private static final int M = 16;
    private static final int BEAM_WIDTH = 100;
    private static final int UPSERTS = 2_000;
    private static final double BUFFER_MEGABYTES = 2_000;

    private final Path folder;
    private final VectorSet set;
    private final FSDirectory directory;
    private final DirectoryReader reader;
    private final LeafReader leaf;
    private final Map<String, FixedBitSet> filters = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Built built;
    private volatile int ef = 100;

    private LuceneContender(Path folder, VectorSet set, double cpuSeconds) throws IOException {
        this.folder = folder;
        this.set = set;
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
        this.built = new Built(cpuSeconds, (double) bytes / set.size());
        for (Filters.Filter filter : Filters.ALL) {
            FixedBitSet passes = new FixedBitSet(set.size());
            for (int row = 0; row < set.size(); row++) {
                if (filter.passes(row)) {
                    passes.set(row);
                }
            }
            filters.put(filter.share(), passes);
            counts.put(filter.share(), passes.cardinality());
        }
    }

    static LuceneContender build(VectorSet set) throws IOException {
        Path folder = Files.createTempDirectory("feedrank-bench-lucene");
        long cpu = Cpu.thread();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, config())) {
            add(writer, set, set.size());
        }
        return new LuceneContender(folder, set, (Cpu.thread() - cpu) / 1e9);
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig()
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setUseCompoundFile(false)
                .setCodec(
                        new Lucene912Codec() {
                            @Override
                            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                                return new Lucene99HnswVectorsFormat(M, BEAM_WIDTH);
                            }
                        });
    }

    private static void add(IndexWriter writer, VectorSet set, int count) throws IOException {
        VectorSimilarityFunction similarity =
                set.metric() == Metric.COSINE
                        ? VectorSimilarityFunction.DOT_PRODUCT
                        : VectorSimilarityFunction.EUCLIDEAN;
        for (int row = 0; row < count; row++) {
            Document document = new Document();
            document.add(new KnnFloatVectorField(FIELD, set.base()[row], similarity));
            writer.addDocument(document);
        }
        writer.commit();
    }

    /** Into a segment of their own, as Lucene does, and committed. */
    @Override
    public double upsertsPerSecond() {
        int upserts = Math.min(UPSERTS, set.size() / 10);
        try (IndexWriter writer = new IndexWriter(directory, config())) {
            long start = System.nanoTime();
            add(writer, set, upserts);
            return upserts / ((System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return NAME;
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
    public Object find(float[] query, int k) {
        try {
            return closest(approximately(query, Integer.MAX_VALUE, null).scoreDocs, k);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As Lucene's own filtered query does: exactly when few pass, and when the way through the
     * graph turns out to be longer than the list of what passes.
     */
    @Override
    public Object find(float[] query, int k, Filters.Filter filter) {
        FixedBitSet passes = Objects.requireNonNull(filters.get(filter.share()));
        int count = Objects.requireNonNull(counts.get(filter.share()));
        try {
            if (count > Math.max(ef, k)) {
                TopDocs found = approximately(query, count + 1, passes);
                if (found.totalHits.relation == TotalHits.Relation.EQUAL_TO) {
                    return closest(found.scoreDocs, k);
                }
            }
            return exactly(query, k, passes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TopDocs approximately(float[] query, int visits, @Nullable FixedBitSet passes)
            throws IOException {
        TopKnnCollector collector = new TopKnnCollector(ef, visits);
        leaf.searchNearestVectors(FIELD, query, collector, passes);
        return collector.topDocs();
    }

    private ScoreDoc[] exactly(float[] query, int k, FixedBitSet passes) throws IOException {
        VectorScorer scorer = leaf.getFloatVectorValues(FIELD).scorer(query);
        DocIdSetIterator documents = scorer.iterator();
        HitQueue best = new HitQueue(k, true);
        ScoreDoc least = best.top();
        BitSetIterator passing = new BitSetIterator(passes, 0);
        for (int row = passing.nextDoc();
                row != DocIdSetIterator.NO_MORE_DOCS;
                row = passing.nextDoc()) {
            documents.advance(row);
            float score = scorer.score();
            if (score > least.score) {
                least.score = score;
                least.doc = row;
                least = best.updateTop();
            }
        }
        // What was never filled comes first.
        while (best.size() > 0 && best.top().score < 0) {
            best.pop();
        }
        ScoreDoc[] found = new ScoreDoc[best.size()];
        for (int i = found.length - 1; i >= 0; i--) {
            found[i] = best.pop();
        }
        return found;
    }

    private static ScoreDoc[] closest(ScoreDoc[] found, int k) {
        return found.length <= k ? found : Arrays.copyOf(found, k);
    }

    @Override
    public int[] rows(Object found) {
        return Arrays.stream((ScoreDoc[]) found).mapToInt(one -> one.doc).toArray();
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

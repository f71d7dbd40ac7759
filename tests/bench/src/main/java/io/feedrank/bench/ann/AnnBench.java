package io.feedrank.bench.ann;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.index.Metric;
import io.feedrank.ranking.index.PlannedVectorIndex;
import io.feedrank.ranking.index.PlannerConfig;
import io.feedrank.ranking.index.QuantizedConfig;
import io.feedrank.ranking.index.QuantizedVectorIndex;
import io.feedrank.ranking.index.VectorIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole measurement. */
final class AnnBench {
    private static final int QUICK_SIZE = 8_000;
    private static final int QUICK_PARTITION = 2_000;
    private static final int QUERIES = 200;
    private static final int QUICK_QUERIES = 20;
    private static final int DIMENSIONS = 64;
    private static final long SEED = 42;
    private static final int[] COUNTS = {10, 100, 1_000};
    private static final double[] RECALLS = {0.95, 0.99};

    private final AnnBenchConfig config;
    private final PrintStream out;
    private final long start = System.nanoTime();

    AnnBench(AnnBenchConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    int run() throws Exception {
        VectorSet set;
        try {
            set = vectors();
        } catch (IOException | IllegalArgumentException e) {
            say("cannot read vectors: %s", e);
            return 1;
        }
        say(
                "%,d vectors of %d dimensions, %d queries: %s",
                set.size(), set.dimensions(), set.queries().length, set.name());
        double gigabytes = MemoryLimit.gigabytesPerSecond(config.quick() ? 64 : 512);
        Truth truth = Truth.of(set);
        Report report = new Report(set);
        if (config.truth() != null) {
            double agreement = truth.agreement(VecsFile.ints(config.truth()));
            say("the published neighbours agree with the exact scan in %.4f", agreement);
            report.put("truth_agreement", Measurement.rounded(agreement, 5));
        }
        say("exact neighbours known; building peers and the graph, a thread each");
        Measurement measurement =
                new Measurement(
                        set,
                        truth,
                        config.quick() ? 2 : 3,
                        config.quick() ? 50_000_000L : 1_000_000_000L);
        Contender hnswlib = new Graphs(config, this::say).measure(set, truth, measurement, report);
        try {
            BesideNative beside =
                    hnswlib == null
                            ? null
                            : new BesideNative(hnswlib, new Tuning(set, truth), measurement);
            measureOwn(set, truth, measurement, report, gigabytes, beside);
            if (hnswlib != null) {
                report.upserts(hnswlib, hnswlib.upsertsPerSecond());
            }
        } finally {
            if (hnswlib != null) {
                hnswlib.close();
            }
        }
        say("%n%s", report.table());
        say(
                "The build of hnswlib-native on Maven Central uses SSE only. M = 16 in all three graphs; efConstruction is 200 in hnswlib-native, 100 in hnsw and lucene-hnsw. x native: CPU beside hnswlib-native at the row's recall; * at ef = k, its least.");
        Path json = config.json();
        if (json != null) {
            write(json, report.asJson());
        }
        return 0;
    }

    private VectorSet vectors() throws IOException {
        Path vectors = config.vectors();
        Path queries = config.queries();
        if (vectors != null && queries != null) {
            return new VectorSet(
                    String.valueOf(vectors.getFileName()),
                    Metric.EUCLIDEAN,
                    VecsFile.floats(vectors),
                    VecsFile.floats(queries));
        }
        GeneratedVectors generator = new GeneratedVectors(DIMENSIONS, SEED);
        return new VectorSet(
                "generated from seed " + SEED,
                Metric.COSINE,
                generator.draw(config.quick() ? QUICK_SIZE : config.size(), SEED + 1),
                generator.draw(config.quick() ? QUICK_QUERIES : QUERIES, SEED + 2));
    }

    private void measureOwn(
            VectorSet set,
            Truth truth,
            Measurement measurement,
            Report report,
            double gigabytes,
            @Nullable BesideNative beside)
            throws Exception {
        QuantizedConfig quantized =
                config.quick()
                        ? QuantizedConfig.of(set.dimensions(), set.metric())
                                .partitionedFrom(QUICK_PARTITION)
                        : QuantizedConfig.of(set.dimensions(), set.metric());
        QuantizedConfig scanning = quantized.partitionedFrom(Integer.MAX_VALUE);
        if (config.measures("exact")) {
            VectorIndex exact = new ExactVectorIndex(set.dimensions(), set.metric());
            own(
                    EngineContender.build("exact", exact, set, true),
                    set,
                    truth,
                    measurement,
                    report,
                    beside);
        }
        if (config.measures("quantized-scan")) {
            VectorIndex scan = new QuantizedVectorIndex(scanning);
            double millis =
                    own(
                            EngineContender.build("quantized-scan", scan, set, false),
                            set,
                            truth,
                            measurement,
                            report,
                            beside);
            report.put("limit", MemoryLimit.report(gigabytes, set, millis));
        }
        if (config.measures("quantized")) {
            VectorIndex ivf = new QuantizedVectorIndex(quantized);
            own(
                    EngineContender.build("quantized", ivf, set, false),
                    set,
                    truth,
                    measurement,
                    report,
                    beside);
        }
        if (config.measures("planner")) {
            VectorIndex planned = new PlannedVectorIndex(new PlannerConfig(quantized, null));
            try (EngineContender planner = EngineContender.build("planner", planned, set, false)) {
                measure(planner, set, truth, measurement, compared(report, beside), this::say);
                report.upserts(planner, planner.upsertsPerSecond());
                report.put(
                        "live",
                        config.quick()
                                ? new LiveBench(set, planned, 100, 1).run()
                                : new LiveBench(set, planned, 2_000, 5).run());
                say("searches beside changes are measured");
                churn(set, planned, report);
            }
        }
    }

    /** The CPU time of a query in the first row. */
    private double own(
            EngineContender contender,
            VectorSet set,
            Truth truth,
            Measurement measurement,
            Report report,
            @Nullable BesideNative beside) {
        try (contender) {
            List<Row> rows = new ArrayList<>();
            Rows compared = compared(report, beside);
            measure(
                    contender,
                    set,
                    truth,
                    measurement,
                    row -> {
                        rows.add(row);
                        compared.take(row);
                    },
                    this::say);
            report.upserts(contender, contender.upsertsPerSecond());
            return rows.get(0).speed().cpuMillis();
        }
    }

    /** Reports the rows of an engine, each beside native hnswlib where there is one. */
    static Rows compared(Report report, @Nullable BesideNative beside) {
        return row -> {
            report.engine(row);
            BesideNative.Point point = beside == null ? null : beside.beside(row);
            if (point != null) {
                report.beside(row, point);
            }
        };
    }

    private void churn(VectorSet set, VectorIndex index, Report report) throws Exception {
        int count = ChurnBench.comingFor(set.size());
        VectorSet all = set;
        int from = set.size();
        if (config.vectors() == null) {
            float[][] coming = new GeneratedVectors(DIMENSIONS, SEED).draw(count, SEED + 3);
            float[][] base = Arrays.copyOf(set.base(), set.size() + count);
            System.arraycopy(coming, 0, base, set.size(), count);
            all = new VectorSet(set.name(), set.metric(), base, set.queries());
        } else {
            // There are no others: the last rows are taken out, to come during the day.
            from -= count;
            for (int row = from; row < set.size(); row++) {
                index.delete(Integer.toString(row));
            }
            index.refresh();
        }
        List<ChurnBench.Hour> hours = new ChurnBench(all, index, from).run();
        report.put("churn", ChurnBench.report(hours));
        Path plots = config.plots();
        if (plots != null) {
            Plots.churn(hours, plots);
        }
    }

    /** Takes the rows one by one. */
    interface Rows {
        void take(Row row);
    }

    /** Tells how far the run is. */
    interface Progress {
        void say(String format, Object... values);
    }

    static void measure(
            Contender contender,
            VectorSet set,
            Truth truth,
            Measurement measurement,
            Rows rows,
            Progress progress) {
        Tuning tuning = new Tuning(set, truth);
        for (int k : COUNTS) {
            for (double recall : RECALLS) {
                double reached = tuning.tune(contender, k, recall).recall();
                Row row = measurement.row(contender, k, recall, reached);
                rows.take(row);
                progress.say(
                        "%s, k = %d, recall %.4f: %.3f ms",
                        contender.name(), k, reached, row.speed().cpuMillis());
            }
        }
    }

    private static void write(Path file, Map<String, Object> json) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), json);
    }

    private void say(String format, Object... values) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        out.printf(Locale.ROOT, "[%4d s] " + format + "%n", prepended(seconds, values));
    }

    private static Object[] prepended(long first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}

package io.feedrank.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.dataset.SampleDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedrank evaluate}: trains on one part of a click log and judges on a later one. */
@Command(
        name = "evaluate",
        header = "Judges rankers on impressions that they have not seen.",
        mixinStandardHelpOptions = true,
        description = {
            "Trains on one folder of a click log and ranks the impressions of a later one, replayed in time order. An input"
                    + " of an impression is from before its second; an impression counts at once, its clicks a minute later.",
            "Prints AUC, MRR, nDCG@5 and nDCG@10, as means over impressions with 95%% intervals, of each level that a feed"
                    + " can be served by, beside baselines. The same data, seed and options give the same output.",
            "full and fallback rank by all that impressions tell, kept in one process. served and served_fallback rank by"
                    + " the catalog's features, among the 1,000 posts shown last, as the platform serves feeds today."
        },
        footer = {
            "",
            "Each folder of ebnerd holds one *behaviors.tsv.gz and one *history.tsv.gz; and, where posts are known, a",
            "*posts.tsv.gz of post_id, author_id, topic, language, created_at.",
            "",
            "Examples:",
            "  feedrank evaluate --dataset ebnerd --train week1 --test week2 --json result.json",
            "  feedrank evaluate --dataset ebnerd --train week1 --test week2 --retrain daily --report report",
            "  feedrank evaluate --dataset sample"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** What can be evaluated on. */
    enum Source {
        sample,
        ebnerd
    }

    /** When models are trained again. */
    enum Again {
        never,
        daily
    }

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "ebnerd",
            description =
                    "ebnerd, or sample (generated; its last day is the test) (default: ${DEFAULT-VALUE}).")
    private Source source = Source.ebnerd;

    @Option(names = "--train", paramLabel = "DIR", description = "What to learn from.")
    private @Nullable Path train;

    @Option(names = "--test", paramLabel = "DIR", description = "What to be judged on.")
    private @Nullable Path test;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description =
                    "Write the scores of the full level: impression_id<TAB>score,score,…, in the order of the file.")
    private @Nullable Path predictions;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a report with plots to this folder.")
    private @Nullable Path report;

    @Option(names = "--frozen", description = "Hold the features as they were when the test began.")
    private boolean frozen;

    @Option(
            names = "--retrain",
            paramLabel = "WHEN",
            defaultValue = "never",
            description =
                    "never, or daily: train again at each midnight (UTC) of the test, on the days gone by too (default:"
                            + " ${DEFAULT-VALUE}).")
    private Again retrain = Again.never;

    @Option(
            names = "--without-list",
            description =
                    "Leave out inputs that tell of the other posts in view: what remains without a hint in the list's"
                            + " composition.")
    private boolean withoutList;

    @Option(
            names = "--without-groups",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Feature groups of the catalog that the served ranker does without: what they are worth.")
    private List<String> withoutGroups = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of training, intervals and the sample (default: ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Option(
            names = "--scale",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Size of the sample, 1 for all of it (default: ${DEFAULT-VALUE}).")
    private double scale = 1;

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        EvaluationTask.Input input = input();
        if (frozen && retrain == Again.daily) {
            throw usage("--frozen holds the state, and --retrain daily does not: expected one");
        }
        EvaluationTask.Output output = new EvaluationTask.Output(predictions, report);
        EvaluationTask.How how =
                new EvaluationTask.How(seed, frozen, retrain.name(), !withoutList, withoutGroups);
        Console console = Console.of(spec);
        JsonNode result;
        try (Progress progress = console.progress("evaluating", 0)) {
            result =
                    new EvaluationTask(work.path().resolve("evaluate"))
                            .run(input, how, output, progress);
        }
        console.say(EvaluationTables.text(result));
        json.write(result);
        return 0;
    }

    private EvaluationTask.Input input() {
        if (source == Source.sample) {
            if (train != null || test != null) {
                throw usage("--dataset sample is generated: expected neither --train nor --test");
            }
            if (!(scale > 0 && scale <= 10)) {
                throw usage("--scale: got " + scale + ", expected more than 0 and at most 10");
            }
            return SampleClickLog.write(
                    new SampleDataset(seed, scale), work.path().resolve("evaluate/sample"));
        }
        Path from = train;
        Path on = test;
        if (from == null || on == null) {
            throw usage("--dataset ebnerd needs --train DIR and --test DIR");
        }
        return new EvaluationTask.Input(from, on, null);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

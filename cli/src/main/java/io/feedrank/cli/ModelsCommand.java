package io.feedrank.cli;

import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Aliases;
import io.feedrank.ranking.pipeline.registry.Decision;
import io.feedrank.ranking.pipeline.registry.Decisions;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedrank models}: the registry. */
@Command(
        name = "models",
        header = "Lists, shows, tries, promotes, rolls back and prunes models.",
        mixinStandardHelpOptions = true,
        description =
                "Looks at the model registry and moves its aliases: production, canary, shadow and"
                        + " fallback. The ranking service swaps to a promoted model by itself.",
        footer = {
            "",
            "Examples:",
            "  feedrank models list",
            "  feedrank models show feed/20260131-120000",
            "  feedrank models promote feed/20260131-120000 --alias production",
            "  feedrank models canary feed/20260131-120000",
            "  feedrank models rollback --alias production",
            "  feedrank models prune --keep 5"
        })
public final class ModelsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what about models? One of list, show MODEL, promote MODEL, canary MODEL, rollback,"
                        + " prune");
    }

    /** Where the registry is, for each subcommand. */
    static final class RegistryOption {
        @Option(
                names = "--models",
                paramLabel = "DIR",
                description = "Root of the registry (default: models in the work directory).")
        private @Nullable Path root;

        @Mixin private final WorkOption work = new WorkOption();

        ModelRegistry registry() {
            return new ModelRegistry(root == null ? work.path().resolve("models") : root);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the registered models, their aliases, and what was decided about each"
                            + " last.")
    int list(@Mixin RegistryOption option, @Mixin JsonOption json) {
        ModelRegistry registry = option.registry();
        Aliases aliases = registry.aliases();
        Decisions decisions = registry.decisions();
        Table table = new Table("MODEL", "ALIASES", ">EXAMPLES", "TRAINED", "METRICS");
        Table why = new Table("AT", "MODEL", "ALIAS", "WHAT", "BY", "WHY");
        List<Map<String, Object>> models = new ArrayList<>();
        for (ModelRef model : registry.list()) {
            Manifest.Training training = registry.manifest(model).training();
            List<String> names = aliasesOf(aliases, model);
            table.row(
                    model,
                    String.join(",", names),
                    Console.count(training.examples()),
                    training.createdAt(),
                    metrics(training.metrics()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("model", model.toString());
            entry.put("aliases", names);
            entry.put("metrics", training.metrics());
            decisions
                    .about(model)
                    .ifPresent(
                            decision -> {
                                entry.put("decision", asJson(decision));
                                why.row(
                                        decision.at(),
                                        model,
                                        decision.alias().id(),
                                        decision.action(),
                                        decision.why().by(),
                                        decision.why().reason());
                            });
            models.add(entry);
        }
        Console.of(spec)
                .say(
                        table.size() == 0
                                ? "No model is registered in " + registry.root() + "."
                                : table.toString());
        if (why.size() > 0) {
            Console.of(spec).say("");
            Console.of(spec).say(why.toString());
        }
        json.write(Map.of("models", models));
        return 0;
    }

    private static Map<String, Object> asJson(Decision decision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", decision.at().toString());
        json.put("alias", decision.alias().id());
        json.put("action", decision.action());
        json.put("by", decision.why().by());
        json.put("reason", decision.why().reason());
        json.put("figures", decision.why().figures());
        return json;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what a model reads, says and comes from.")
    int show(
            @Parameters(paramLabel = "MODEL") String model,
            @Mixin RegistryOption option,
            @Mixin JsonOption json) {
        ModelRegistry registry = option.registry();
        Manifest manifest = registry.verify(ModelRef.parse(model)).manifest();
        Manifest.Training training = manifest.training();
        Table table = new Table("WHAT", "VALUE");
        table.row("model", manifest.model());
        table.row("aliases", String.join(", ", aliasesOf(registry.aliases(), manifest.model())));
        table.row("feature groups", String.join(", ", manifest.inputs().featureGroups()));
        table.row("columns", String.join(", ", manifest.columnNames()));
        manifest.heads()
                .forEach(head -> table.row("head " + head.name(), "weight " + head.weight()));
        table.row(
                "trained on",
                Console.count(training.examples())
                        + " examples, "
                        + training.from()
                        + " to "
                        + training.to());
        table.row("trained at", training.createdAt());
        table.row("code", manifest.lineage().code());
        table.row("catalog", manifest.lineage().catalog());
        manifest.lineage().details().forEach(table::row);
        training.metrics()
                .forEach(
                        (name, value) ->
                                table.row(name, String.format(Locale.ROOT, "%.4f", value)));
        Console console = Console.of(spec);
        console.say(table.toString());
        console.say("All " + manifest.files().size() + " files are whole.");
        json.write(
                Map.of(
                        "model",
                        manifest.model().toString(),
                        "columns",
                        manifest.columnNames(),
                        "metrics",
                        training.metrics(),
                        "files",
                        manifest.files()));
        return 0;
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Points an alias to a model.")
    int promote(
            @Parameters(paramLabel = "MODEL") String model,
            @Option(
                            names = "--alias",
                            defaultValue = "production",
                            description = "Which one (default: ${DEFAULT-VALUE}).")
                    String alias,
            @Mixin RegistryOption option) {
        option.registry().promote(Alias.parse(alias), ModelRef.parse(model));
        Console.of(spec).say("Alias " + alias + " is " + model + " now.");
        return 0;
    }

    @Command(
            name = "canary",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a share of the users (ranking.canary-percent) try a model; the judge"
                            + " promotes it or rolls it back.")
    int canary(@Parameters(paramLabel = "MODEL") String model, @Mixin RegistryOption option) {
        return promote(model, Alias.CANARY.id(), option);
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description =
                    "Deletes all but the latest versions of each model; never one that an alias"
                            + " stands for or would go back to.")
    int prune(
            @Option(
                            names = "--keep",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Versions of each (default: ${DEFAULT-VALUE}).")
                    int keep,
            @Mixin RegistryOption option,
            @Mixin JsonOption json) {
        List<String> deleted =
                option.registry().prune(keep).stream().map(ModelRef::toString).toList();
        Console.of(spec)
                .say(
                        deleted.isEmpty()
                                ? "Nothing to delete."
                                : "Deleted " + String.join(", ", deleted) + ".");
        json.write(Map.of("deleted", deleted));
        return 0;
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Points an alias back to what it was before.")
    int rollback(
            @Option(
                            names = "--alias",
                            defaultValue = "production",
                            description = "Which one (default: ${DEFAULT-VALUE}).")
                    String alias,
            @Mixin RegistryOption option) {
        Alias chosen = Alias.parse(alias);
        if (chosen == Alias.CANARY || chosen == Alias.SHADOW) {
            // The end of a trial: there is nothing to go back to.
            ModelRegistry registry = option.registry();
            ModelRef model =
                    registry.aliases()
                            .model(chosen)
                            .orElseThrow(() -> new CommandFailure("no model is " + alias + " now"));
            registry.clear(chosen, model, Why.BY_HAND);
            Console.of(spec).say("Alias " + alias + " is unset now; it was " + model + ".");
            return 0;
        }
        Aliases aliases = option.registry().rollback(chosen);
        Console.of(spec)
                .say(
                        "Alias "
                                + alias
                                + " is "
                                + aliases.model(Alias.parse(alias))
                                        .map(ModelRef::toString)
                                        .orElse("unset")
                                + " now.");
        return 0;
    }

    private static List<String> aliasesOf(Aliases aliases, ModelRef model) {
        List<String> names = new ArrayList<>();
        for (Alias alias : Alias.values()) {
            if (aliases.model(alias).filter(model::equals).isPresent()) {
                names.add(alias.id());
            }
        }
        return names;
    }

    private static String metrics(Map<String, Double> metrics) {
        List<String> texts = new ArrayList<>();
        metrics.forEach(
                (name, value) -> texts.add(String.format(Locale.ROOT, "%s %.4f", name, value)));
        return String.join(", ", texts);
    }
}

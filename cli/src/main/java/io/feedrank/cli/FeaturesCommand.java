package io.feedrank.cli;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureListing;
import io.feedrank.feature.config.FeedrankException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedrank features}: the catalog. */
@Command(
        name = "features",
        header = "Lists and shows the declared features.",
        mixinStandardHelpOptions = true,
        description =
                "Shows what is computed online and offline for ranking: each feature is declared"
                        + " once, and belongs to a group with a version. docs/features.md says how"
                        + " to add one.",
        footer = {
            "",
            "Examples:",
            "  feedrank features list",
            "  feedrank features list --json features.json",
            "  feedrank features show author_ctr_24h"
        })
public final class FeaturesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what about features? One of list, show NAME");
    }

    @Command(
            name = "list",
            header = "Lists all features in the order of a row.",
            mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption json, @Mixin WorkOption work) {
        List<FeatureListing> all = FeatureListing.of(FeatureCatalog.standard());
        Table table = new Table("FEATURE", "ENTITY", "GROUP", "EVENTS", "AGGREGATION", "OVER");
        for (FeatureListing each : all) {
            Feature feature = each.feature();
            table.row(
                    feature.name(),
                    feature.entity().id(),
                    feature.group().qualifiedName() + (each.status().equals("live") ? "" : " *"),
                    String.join(",", each.events()),
                    each.aggregation(),
                    feature.aggregation().span());
        }
        Console.of(spec).say(table.toString());
        json.write(Map.of("features", all.stream().map(FeatureListing::asMap).toList()));
        return 0;
    }

    @Command(
            name = "show",
            header = "Shows all that is declared of one feature.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "Column name, as list shows it.")
                    String name,
            @Mixin JsonOption json,
            @Mixin WorkOption work) {
        FeatureListing listing;
        try {
            listing = FeatureListing.named(FeatureCatalog.standard(), name);
        } catch (FeedrankException unknown) {
            throw new CommandFailure(String.valueOf(unknown.getMessage()), unknown);
        }
        Table table = new Table("", "");
        listing.asMap().forEach(table::row);
        Console.of(spec).say(table.toString());
        json.write(listing.asMap());
        return 0;
    }
}

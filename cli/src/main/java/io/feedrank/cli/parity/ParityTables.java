package io.feedrank.cli.parity;

import io.feedrank.cli.Console;
import io.feedrank.cli.Table;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.parity.ColumnParity;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.Staleness;
import io.feedrank.feature.parity.TrailReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report of parity as people read it. */
final class ParityTables {
    private ParityTables() {}

    static String of(ParityReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(columns(report));
        if (!report.staleness().isEmpty()) {
            parts.add(
                    "How far served values lay behind the newest version that there was, and behind"
                            + " all that had happened:\n"
                            + staleness(report));
        }
        parts.add(trail(report));
        parts.add(verdict(report));
        return String.join("\n\n", parts);
    }

    private static String columns(ParityReport report) {
        Table table =
                new Table(
                        "FEATURE", "GROUP", ">COMPARED", ">EQUAL", ">DIFFER", ">SKIPPED", ">WORST");
        for (Feature feature : report.catalog().features()) {
            ColumnParity column = report.columns().get(feature.name());
            if (column != null) {
                table.row(
                        feature.name(),
                        feature.group().qualifiedName(),
                        Console.count(column.compared()),
                        Console.count(column.equal()),
                        Console.count(column.differing()),
                        Console.count(
                                column.skipped().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()),
                        worst(column));
            }
        }
        return table.toString();
    }

    private static String worst(ColumnParity column) {
        String worst =
                column.worst() == 0 ? "0" : String.format(Locale.ROOT, "%.2g", column.worst());
        return column.tolerance() == 0
                ? worst
                : worst + String.format(Locale.ROOT, " (<= %.0e)", column.tolerance());
    }

    private static String staleness(ParityReport report) {
        Table table =
                new Table(
                        "GROUP",
                        ">SERVED",
                        ">BEHIND",
                        ">UPDATES p50",
                        ">p99",
                        ">ms p50",
                        ">p99",
                        ">EVENTS p50",
                        ">p99",
                        ">ms p50",
                        ">p99");
        report.staleness()
                .forEach(
                        (group, stale) -> {
                            Staleness.Distance written = stale.written();
                            Staleness.Distance ideal = stale.ideal();
                            table.row(
                                    group,
                                    Console.count(stale.served()),
                                    Console.count(written.behind()),
                                    Console.count(written.updatesP50()),
                                    Console.count(written.updatesP99()),
                                    Console.count(written.millisP50()),
                                    Console.count(written.millisP99()),
                                    Console.count(ideal.updatesP50()),
                                    Console.count(ideal.updatesP99()),
                                    Console.count(ideal.millisP50()),
                                    Console.count(ideal.millisP99()));
                        });
        return table.toString();
    }

    private static String trail(ParityReport report) {
        TrailReport trail = report.trail();
        return "Trail: "
                + Console.count(trail.updates())
                + " updates of "
                + Console.count(report.read().entities())
                + " audited posts, authors, topics and users; "
                + Console.count(trail.ofEvents())
                + " are events of feed-events"
                + (trail.ofTrail() == 0
                        ? ""
                        : ", of " + Console.count(trail.ofTrail()) + " the event has expired")
                + "; of "
                + Console.count(trail.expected())
                + " events that had to count "
                + Console.count(trail.problems().getOrDefault(TrailReport.Problem.LOST, 0L))
                + " are missing; "
                + Console.count(trail.bases())
                + " states were reached as written, "
                + Console.count(report.read().fromBase())
                + " entities are known from such a state on.";
    }

    private static String verdict(ParityReport report) {
        List<String> lines = new ArrayList<>();
        report.skipped()
                .forEach(
                        (reason, count) ->
                                lines.add("Skipped " + Console.count(count) + ": " + reason + "."));
        report.unknownColumns()
                .forEach(
                        (column, count) ->
                                lines.add(
                                        "Skipped "
                                                + Console.count(count)
                                                + ": this release has no feature "
                                                + column
                                                + "."));
        if (report.read().unversioned() > 0) {
            lines.add(
                    "Skipped "
                            + Console.count(report.read().unversioned())
                            + " rows: logged without versions.");
        }
        for (String name : report.unequal()) {
            ColumnParity column = report.columns().get(name);
            if (column != null) {
                lines.add("DIFFERS: " + name + ", " + column.example());
            }
        }
        report.trail()
                .problems()
                .forEach(
                        (problem, count) ->
                                lines.add(
                                        "The trail "
                                                + problem.words()
                                                + ": "
                                                + Console.count(count)
                                                + " times."));
        report.trail().examples().forEach(example -> lines.add("  " + example));
        lines.add(last(report));
        return String.join("\n", lines);
    }

    private static String last(ParityReport report) {
        String of =
                Console.count(report.compared())
                        + " values of "
                        + Console.count(report.read().rows())
                        + " rows in "
                        + Console.count(report.read().requests())
                        + " requests";
        if (report.compared() == 0) {
            return "Nothing could be compared of " + of + ".";
        }
        return report.ok()
                ? "All equal: " + of + "."
                : "Not equal: "
                        + report.unequal().size()
                        + " features differ, "
                        + of
                        + " compared.";
    }
}

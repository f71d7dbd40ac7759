package io.feedrank.cli;

import io.feedrank.cli.doctor.Doctor;
import io.feedrank.cli.doctor.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedrank doctor}: what is missing on this machine. */
@Command(
        name = "doctor",
        header = "Says what is missing on this machine.",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at Java, memory, disk, ports, system libraries and GPU, and says what to do about what is missing.",
            "The exit code is 1 when the local stack could not run here."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank doctor",
            "  feedrank doctor --work /data/feedrank --json doctor.json"
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        List<Finding> findings = new Doctor(work.directory()).examine();
        Table table = new Table("CHECK", "", "FOUND");
        for (Finding finding : findings) {
            String advice = finding.advice().isEmpty() ? "" : " -> " + finding.advice();
            table.row(finding.what(), level(finding), finding.found() + advice);
        }
        console.say(table.toString());
        boolean fit = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAIL);
        console.say(
                fit
                        ? "This machine can run the local stack."
                        : "This machine can't run the local stack yet.");
        json.write(
                Map.of("ok", fit, "checks", findings.stream().map(DoctorCommand::asJson).toList()));
        return fit ? 0 : 1;
    }

    private static Map<String, Object> asJson(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", finding.what());
        json.put("level", level(finding));
        json.put("found", finding.found());
        json.put("advice", finding.advice());
        return json;
    }

    private static String level(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }
}

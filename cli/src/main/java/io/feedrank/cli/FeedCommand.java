package io.feedrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedrank feed}: one person's ranked feed. */
@Command(
        name = "feed",
        header = "Shows the ranked feed of a user.",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the query API for a feed and prints it with scores and sources, and what each stage did.",
            "With --explain, also what became of the candidates that were not served."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank feed u42",
            "  feedrank feed u42 --limit 10 --explain --json feed.json",
            "  feedrank feed u42 --language own --topic sport"
        })
public final class FeedCommand implements Callable<Integer> {
    private static final int LONGEST_TITLE = 48;

    @Parameters(paramLabel = "USER", description = "The user's id.")
    private String user = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many posts, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--explain", description = "Say what became of every candidate.")
    private boolean explain;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description =
                    "Only posts in this language or in none that is known; own: the one of the user's row.")
    private @Nullable String language;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only posts on this topic.")
    private @Nullable String topic;

    @Mixin private final ApiOption api = new ApiOption();

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1 || limit > 200) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: got " + limit + ", expected 1 to 200");
        }
        Console console = Console.of(spec);
        JsonNode feed = api.client(work).feed(user, limit, explain, wishes());
        json.write(feed);
        console.say(
                "Feed of "
                        + user
                        + ": "
                        + feed.path("items").size()
                        + " posts, served by "
                        + feed.path("served_by").asText()
                        + (feed.path("model").isTextual()
                                ? ", model " + feed.path("model").asText()
                                : "")
                        + ", request "
                        + feed.path("request_id").asText());
        console.say(FeedTables.items(feed, LONGEST_TITLE).toString());
        console.say("");
        console.say(FeedTables.stages(feed).toString());
        List<String> degraded = new ArrayList<>();
        feed.path("degraded").forEach(stage -> degraded.add(stage.asText()));
        if (!degraded.isEmpty()) {
            console.say("Done without: " + String.join(", ", degraded));
        }
        if (explain) {
            console.say("");
            console.say(FeedTables.verdicts(feed).toString());
        }
        if (feed.path("freshness_ms").isNumber()) {
            console.say(
                    String.format(
                            Locale.ROOT,
                            "The newest feature of the user was %.1f s old.",
                            feed.path("freshness_ms").asLong() / 1000.0));
        }
        return 0;
    }

    private Map<String, String> wishes() {
        Map<String, String> wishes = new TreeMap<>();
        if (language != null) {
            wishes.put("language", language);
        }
        if (topic != null) {
            wishes.put("topic", topic);
        }
        return wishes;
    }
}

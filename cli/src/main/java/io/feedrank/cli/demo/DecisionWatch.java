package io.feedrank.cli.demo;

import io.feedrank.cli.Console;
import io.feedrank.ranking.pipeline.registry.Decision;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Says what becomes of models while a stack stays up: trained, put on trial, let in, sent away. */
final class DecisionWatch {
    private final ModelRegistry registry;
    private final Console console;
    private Instant seen;

    /** Of decisions that come after {@code since}, by the system's clock. */
    DecisionWatch(ModelRegistry registry, Console console, Instant since) {
        this.registry = registry;
        this.console = console;
        this.seen = since;
    }

    /** Says what was decided since the last look; returns how many decisions that were. */
    int look() {
        List<Decision> fresh =
                new ArrayList<>(
                        registry.decisions().latestFirst().stream()
                                .filter(decision -> decision.at().isAfter(seen))
                                .toList());
        Collections.reverse(fresh);
        for (Decision decision : fresh) {
            console.say(
                    decision.alias().id()
                            + " "
                            + decision.action()
                            + ": "
                            + decision.model()
                            + " ("
                            + decision.why().by()
                            + ": "
                            + decision.why().reason()
                            + ")");
            seen = decision.at();
        }
        return fresh.size();
    }
}

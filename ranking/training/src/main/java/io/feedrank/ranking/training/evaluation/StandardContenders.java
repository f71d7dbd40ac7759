package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.ModelColumns;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.impression.ImpressionFeatures;
import io.feedrank.ranking.training.listwise.ListwiseEpoch;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What {@code evaluate} judges: the ranker of impressions, and the one that feeds are served by.
 */
final class StandardContenders {
    private static final double SERVED_FROM = 0.5;

    private StandardContenders() {}

    /**
     * Both.
     *
     * @throws FeedrankException BAD_INPUT when a group to be left out is none of the catalog's
     */
    static List<Contender> of(EvaluationRequest request) {
        EvaluationRequest.Inputs inputs = request.options().inputs();
        FeatureCatalog catalog = without(inputs.withoutGroups());
        List<Path> folders = List.of(request.trainDir(), request.testDir());
        return List.of(
                new Contender(
                        Level.FULL.id(),
                        Level.FALLBACK.id(),
                        () -> new StandardInputs(new ImpressionFeatures(inputs.list())),
                        new StandardLevels(told(request, 0, SERVED_FROM))),
                new Contender(
                        Rankers.SERVED,
                        Rankers.SERVED_FALLBACK,
                        () -> new ServedInputs(catalog, LoggedPosts.in(folders)),
                        new ServedLevels(
                                ModelColumns.of(catalog, catalog.columns()).network(),
                                told(request, SERVED_FROM, 1))));
    }

    private static Consumer<ListwiseEpoch> told(EvaluationRequest request, double from, double to) {
        return epoch ->
                request.progress()
                        .report(
                                new TrainingProgress.Step(
                                        "train",
                                        epoch.model(),
                                        OfflineEvaluation.trained(
                                                from + (to - from) * epoch.fraction()),
                                        epoch.loss(),
                                        Double.NaN));
    }

    /** The standard catalog as if these groups were retired. */
    private static FeatureCatalog without(Set<String> names) {
        FeatureCatalog standard = FeatureCatalog.standard();
        Set<FeatureGroup> retired = new HashSet<>(standard.retired());
        Set<String> unknown = new TreeSet<>(names);
        for (FeatureGroup group : standard.groups()) {
            if (names.contains(group.qualifiedName()) || names.contains(group.id())) {
                retired.add(group);
                unknown.removeAll(Set.of(group.qualifiedName(), group.id()));
            }
        }
        if (!unknown.isEmpty()) {
            throw FeedrankException.badInput(
                    "feature groups to leave out: got "
                            + unknown
                            + ", expected some of "
                            + standard.groups());
        }
        return retired.isEmpty() ? standard : new FeatureCatalog(standard.declared(), retired);
    }
}

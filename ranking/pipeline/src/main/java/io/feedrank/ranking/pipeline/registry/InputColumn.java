package io.feedrank.ranking.pipeline.registry;

/**
 * What an input column of a model holds, as its name in the manifest says: {@code post_ctr_6h} is
 * that feature as it is; {@code z(post_ctr_6h)} is it less its mean over the candidates of the
 * request, over their deviation; {@code z(log1p(post_clicks_6h))} the same of {@code log(1 + x)}.
 * What is relative is computed once a request, before the model is called.
 *
 * @param feature a column of the catalog
 * @param relative whether it is set in relation to the other candidates
 * @param logarithmic whether the logarithm is taken before
 */
public record InputColumn(String feature, boolean relative, boolean logarithmic) {
    private static final String RELATIVE = "z(";
    private static final String LOGARITHM = "log1p(";

    /** Reads a name. */
    public static InputColumn parse(String name) {
        if (!isCall(name, RELATIVE)) {
            return new InputColumn(name, false, false);
        }
        String inner = argument(name, RELATIVE);
        return isCall(inner, LOGARITHM)
                ? new InputColumn(argument(inner, LOGARITHM), true, true)
                : new InputColumn(inner, true, false);
    }

    /** The name that {@link #parse} reads. */
    public String name() {
        String inner = logarithmic ? LOGARITHM + feature + ")" : feature;
        return relative ? RELATIVE + inner + ")" : inner;
    }

    private static boolean isCall(String text, String function) {
        return text.startsWith(function) && text.endsWith(")");
    }

    private static String argument(String call, String function) {
        return call.substring(function.length(), call.length() - 1);
    }
}

package io.feedrank.cli.doctor;

/**
 * The outcome of one check.
 *
 * @param what what was looked at
 * @param found what is there
 * @param advice what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String what, String found, String advice) {

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, worse than it could. */
        WARN,
        /** The local stack will not run. */
        FAIL
    }

    static Finding ok(String what, String found) {
        return new Finding(Level.OK, what, found, "");
    }

    static Finding warn(String what, String found, String advice) {
        return new Finding(Level.WARN, what, found, advice);
    }

    static Finding fail(String what, String found, String advice) {
        return new Finding(Level.FAIL, what, found, advice);
    }
}

package io.feedrank.feature.erasure;

/** Operators of the jobs that keep something of a user, and give a receipt when they let go. */
public enum ErasingOperator {
    USER_FEATURES("online-features", "user features"),
    USER_GRAPH("online-features", "user graph"),
    TRAINING_EXAMPLES("offline-features", "training examples");

    private final String job;
    private final String operator;

    ErasingOperator(String job, String operator) {
        this.job = job;
        this.operator = operator;
    }

    /** The job's name. */
    public String job() {
        return job;
    }

    /** The operator's name in its job. */
    public String operator() {
        return operator;
    }
}

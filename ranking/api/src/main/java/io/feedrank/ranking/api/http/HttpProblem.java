package io.feedrank.ranking.api.http;

/** A failure that is answered with its problem details. */
public final class HttpProblem extends RuntimeException {
    private final transient Problem problem;

    HttpProblem(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

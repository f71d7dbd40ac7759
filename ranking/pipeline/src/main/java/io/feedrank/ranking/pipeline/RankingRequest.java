package io.feedrank.ranking.pipeline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.FeedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A feed to be ranked.
 *
 * @param limit items on the first page, 1 to {@value #MOST_ITEMS}
 * @param deadline nobody waits after it
 * @param candidatePostIds the caller's own candidates, all of which come back ranked; empty for a
 *     feed
 * @param context what the caller knows of the moment; {@code language} is used
 * @param explain whether every verdict is wanted
 */
public record RankingRequest(
        String requestId,
        String userId,
        int limit,
        Instant deadline,
        List<String> candidatePostIds,
        Map<String, String> context,
        boolean explain) {
    /** Most items of a snapshot. */
    public static final int MOST_ITEMS = 200;

    /** Longest id. */
    public static final int LONGEST_ID = 200;

    public RankingRequest {
        checkId("request_id", requestId);
        checkId("user_id", userId);
        if (limit < 1 || limit > MOST_ITEMS) {
            throw FeedrankException.badInput(
                    "limit: got " + limit + ", expected 1 to " + MOST_ITEMS);
        }
        candidatePostIds = candidatePostIds.stream().distinct().toList();
        candidatePostIds.forEach(id -> checkId("candidate_post_ids", id));
        context = Map.copyOf(context);
    }

    /**
     * A request as it came from the API; one without a deadline has none.
     *
     * @throws FeedrankException BAD_INPUT naming the field
     */
    public static RankingRequest of(FeedRequest request) {
        return new RankingRequest(
                request.getRequestId(),
                request.getUserId(),
                request.getLimit(),
                request.getDeadlineMs() == 0
                        ? Instant.MAX
                        : Instant.ofEpochMilli(request.getDeadlineMs()),
                request.getCandidatePostIdsList(),
                request.getContextMap(),
                request.getExplain());
    }

    /** Whether the caller brought the candidates. */
    public boolean hasOwnCandidates() {
        return !candidatePostIds.isEmpty();
    }

    private static void checkId(String field, String id) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw FeedrankException.badInput(
                    field
                            + ": got "
                            + id.length()
                            + " characters, expected 1 to "
                            + LONGEST_ID
                            + ", not blank");
        }
    }
}

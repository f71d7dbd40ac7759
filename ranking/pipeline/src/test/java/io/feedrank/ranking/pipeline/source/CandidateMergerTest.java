package io.feedrank.ranking.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.pipeline.candidate.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CandidateMergerTest {
    private final Map<String, List<String>> proposals = new LinkedHashMap<>();

    @Test
    void each_post_is_kept_once_with_all_its_sources_and_sources_of_one_share_take_turns() {
        proposals.put("ann", List.of("p1", "p2", "p3"));
        proposals.put("trending", List.of("p9", "p1", "p8"));
        CandidateMerger merger = new CandidateMerger(Map.of());
        assertThat(merger.merge(proposals, 4))
                .containsExactly(
                        new Candidate("p1", List.of("ann", "trending")),
                        new Candidate("p9", List.of("trending")),
                        new Candidate("p2", List.of("ann")),
                        new Candidate("p8", List.of("trending")));
        assertThat(merger.merge(Map.of(), 4)).isEmpty();
    }

    @Test
    void no_source_crowds_out_the_others() {
        proposals.put("ann", posts("ann", 1_000));
        proposals.put("trending", posts("trending", 1_000));
        proposals.put("explore", posts("explore", 1_000));
        List<Candidate> merged =
                new CandidateMerger(Map.of("ann", 60, "trending", 30, "explore", 10))
                        .merge(proposals, 100);
        assertThat(from("ann", merged)).isEqualTo(60);
        assertThat(from("trending", merged)).isEqualTo(30);
        assertThat(from("explore", merged)).isEqualTo(10);
    }

    @Test
    void what_a_source_leaves_of_its_share_goes_to_the_others() {
        proposals.put("ann", List.of());
        proposals.put("trending", posts("trending", 1_000));
        proposals.put("explore", posts("explore", 5));
        List<Candidate> merged =
                new CandidateMerger(Map.of("ann", 60, "trending", 30, "explore", 10))
                        .merge(proposals, 100);
        assertThat(merged).hasSize(100);
        assertThat(from("explore", merged)).isEqualTo(5);
        assertThat(from("trending", merged)).isEqualTo(95);
    }

    private static List<String> posts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static long from(String source, List<Candidate> merged) {
        return merged.stream().filter(candidate -> candidate.sources().contains(source)).count();
    }
}

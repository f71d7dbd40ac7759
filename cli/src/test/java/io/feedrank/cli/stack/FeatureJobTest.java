package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureJobTest {
    @Test
    void a_run_says_its_generation_in_its_name() {
        assertThat(FeatureJob.ONLINE_FEATURES.nameOf(1)).isEqualTo("online-features");
        assertThat(FeatureJob.ONLINE_FEATURES.nameOf(3)).isEqualTo("online-features-g3");
        assertThat(FeatureJob.OFFLINE_FEATURES.nameOf(3)).isEqualTo("offline-features");
        assertThat(FeatureJob.ONLINE_FEATURES.generationOf("online-features-g3")).hasValue(3);
        assertThat(FeatureJob.ONLINE_FEATURES.generationOf("online-features")).hasValue(1);
        assertThat(FeatureJob.ONLINE_FEATURES.generationOf("offline-features")).isEmpty();
        assertThat(FeatureJob.ONLINE_FEATURES.generationOf("online-features-gx")).isEmpty();
    }
}

package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir Path home;

    @Test
    void a_class_path_is_the_modules_own_jar_and_what_it_depends_on() throws Exception {
        Path target = Files.createDirectories(home.resolve("ranking/api/target"));
        Files.writeString(target.resolve("classpath"), "/m2/a.jar:/m2/b.jar\n");
        Path own = Files.writeString(target.resolve("feedrank-ranking-api-0.1.0.jar"), "");
        Files.writeString(target.resolve("feedrank-ranking-api-0.1.0-sources.jar"), "");

        assertThat(new Installation(home).classPath("ranking/api"))
                .isEqualTo(own + ":/m2/a.jar:/m2/b.jar");
    }

    @Test
    void a_module_without_a_jar_is_only_what_it_depends_on() throws Exception {
        Path target = Files.createDirectories(home.resolve("flink-conf/target"));
        Files.writeString(target.resolve("classpath"), "/m2/flink.jar");

        assertThat(new Installation(home).classPath("flink-conf")).isEqualTo("/m2/flink.jar");
    }

    @Test
    void a_module_that_is_not_built_says_how_to_build_it() {
        assertThatThrownBy(() -> new Installation(home).classPath("cdc"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cdc is not built")
                .hasMessageContaining("mvn package");
    }

    @Test
    void jvm_options_are_read_without_comments() throws Exception {
        Path dist = Files.createDirectories(home.resolve("cdc/src/main/dist"));
        Files.writeString(dist.resolve("jvm.options"), "# why\n-Da=b\n\n  -Dc=d  \n");

        assertThat(new Installation(home).jvmOptions("cdc")).containsExactly("-Da=b", "-Dc=d");
        assertThat(new Installation(home).jvmOptions("jobs")).isEmpty();
    }
}

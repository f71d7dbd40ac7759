package io.feedrank.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The images and the compose file against the build: what can be checked without a container
 * engine.
 */
final class DockerFilesTest {
    private static final SourceTree TREE = SourceTree.find();
    private static final Path DOCKER = TREE.root().resolve("docker");
    private static final ComposeFile COMPOSE = ComposeFile.of(DOCKER.resolve("compose.yaml"));

    /** Every process that is ours. */
    private enum Image {
        CDC("cdc", "io.feedrank.cdc.CdcMain"),
        FLINK("flink-conf", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"),
        STATEFUN("ranking/statefun-runtime", "io.feedrank.ranking.statefun.StatefunRuntimeMain"),
        RANKING("ranking/function", "io.feedrank.ranking.function.RankingServiceMain"),
        SHARD("ranking/shard", "io.feedrank.ranking.shard.ShardMain"),
        API("ranking/api", "io.feedrank.ranking.api.ApiMain"),
        TRAINER("ranking/training", "io.feedrank.ranking.training.TrainerMain");

        private final String module;
        private final String main;

        Image(String module, String main) {
            this.module = module;
            this.main = main;
        }

        Path folder() {
            return DOCKER.resolve(name().toLowerCase(Locale.ROOT));
        }

        DockerFile file() {
            return DockerFile.of(folder());
        }
    }

    @ParameterizedTest
    @EnumSource(Image.class)
    void an_image_builds_its_module_and_starts_its_main(Image image) throws IOException {
        String build = image.file().all("RUN").get(0);
        String start =
                image == Image.FLINK
                        ? Files.readString(image.folder().resolve("entrypoint.sh"))
                        : image.file().last("ENTRYPOINT");

        assertThat(build)
                .containsPattern(" -pl " + image.module + "[ ,]")
                .contains("collect.sh " + image.module + " /app");
        assertThat(Files.readString(TREE.root().resolve(image.module).resolve("pom.xml")))
                .contains("<runnable.phase>package</runnable.phase>");
        assertThat(start).contains(image.main);
        if (image != Image.FLINK) {
            assertThat(
                            TREE.root()
                                    .resolve(
                                            image.module
                                                    + "/src/main/java/"
                                                    + image.main.replace('.', '/')
                                                    + ".java"))
                    .exists();
        }
    }

    @ParameterizedTest
    @EnumSource(Image.class)
    void an_image_copies_only_what_is_there(Image image) {
        assertThat(image.file().copiedFiles())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(TREE.root().resolve(file)).exists());
        assertThat(image.file().copiedFiles().stream().filter(file -> file.endsWith(".sh")))
                .allSatisfy(file -> assertThat(TREE.root().resolve(file)).isExecutable());
    }

    @ParameterizedTest
    @EnumSource(Image.class)
    void an_image_is_small_unprivileged_and_tells_its_health(Image image) {
        DockerFile file = image.file();

        assertThat(file.all("FROM"))
                .hasSize(2)
                .noneMatch(base -> base.contains(":latest") || !base.contains(":"));
        assertThat(file.last("FROM")).contains("17-jre");
        assertThat(file.last("USER")).isEqualTo("10001:10001");
        assertThat(file.last("ENTRYPOINT")).as("exec form, so that signals arrive").startsWith("[");
        assertThat(file.all("HEALTHCHECK")).hasSize(1);
    }

    @Test
    void every_setting_that_is_given_is_one_that_is_read() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String defaults :
                List.of(
                        "feature-store/src/main/resources/feedrank-defaults.properties",
                        "ranking/statefun-runtime/src/main/resources/statefun-defaults.properties")) {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(TREE.root().resolve(defaults))) {
                properties.load(reader);
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> known.add(Settings.environmentName(key)));
        }

        for (Image image : Image.values()) {
            assertThat(known).containsAll(feedrank(image.file().environment()));
        }
        for (String service : COMPOSE.services().keySet()) {
            assertThat(known).as(service).containsAll(feedrank(COMPOSE.environment(service)));
        }
        for (String manifest : List.of("settings", "ranking", "shard", "api", "offline")) {
            String text = Files.readString(DOCKER.resolve("kubernetes/" + manifest + ".yaml"));
            List<String> given =
                    Pattern.compile("(?:name: |^ +)(FEEDRANK_[A-Z_]+)(?:$|:)", Pattern.MULTILINE)
                            .matcher(text)
                            .results()
                            .map(match -> match.group(1))
                            .toList();
            assertThat(known).as(manifest).containsAll(given);
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(text)
                    .forEach(part -> assertThat(part).isNotNull());
        }
    }

    @Test
    void every_image_is_a_service_and_every_part_of_a_service_is_there() {
        Map<String, Map<String, Object>> services = COMPOSE.services();
        Set<String> built = new HashSet<>();
        services.forEach(
                (name, service) -> {
                    Object dockerfile = ComposeFile.map(service.get("build")).get("dockerfile");
                    if (dockerfile != null) {
                        assertThat(TREE.root().resolve(dockerfile.toString())).exists();
                        built.add(service.get("image").toString());
                    }
                    assertThat(services.keySet())
                            .as(name)
                            .containsAll(ComposeFile.names(service.get("depends_on")));
                    for (String volume : ComposeFile.names(service.get("volumes"))) {
                        String source = volume.substring(0, volume.indexOf(':'));
                        if (source.startsWith(".")) {
                            assertThat(DOCKER.resolve(source).normalize()).exists();
                        } else {
                            assertThat(ComposeFile.names(COMPOSE.content().get("volumes")))
                                    .contains(source);
                        }
                    }
                });

        assertThat(built)
                .isEqualTo(
                        Arrays.stream(Image.values())
                                .map(image -> "feedrank/" + image.file().image() + ":0.1.0")
                                .collect(Collectors.toSet()));
        assertThat(services.values().stream().map(service -> service.get("image").toString()))
                .filteredOn(image -> image.startsWith("feedrank/"))
                .allMatch(built::contains);
        assertThat(services.values())
                .flatExtracting(service -> ComposeFile.names(service.get("ports")))
                .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
    }

    @Test
    void submitted_jobs_are_those_that_there_are() throws IOException {
        for (Map<String, Object> service : COMPOSE.services().values()) {
            List<String> command = ComposeFile.names(service.get("command"));
            if (command.contains("submit")) {
                Path source =
                        TREE.root()
                                .resolve(
                                        "jobs/src/main/java/"
                                                + command.get(2).replace('.', '/')
                                                + ".java");
                assertThat(Files.readString(source)).contains('"' + command.get(1) + '"');
            }
        }
    }

    @Test
    void topics_are_those_of_the_platform() throws IOException {
        String script = Files.readString(DOCKER.resolve("kafka/create-topics.sh"));

        assertThat(words(script, "appended"))
                .containsExactlyInAnyOrderElementsOf(Topics.appended());
        assertThat(words(script, "compacted"))
                .containsExactlyInAnyOrderElementsOf(Topics.compacted());
        assertThat(script).contains("--partitions " + Topics.PARTITIONS + " ");
    }

    @Test
    void every_placeholder_of_the_flink_configuration_is_filled_in() throws IOException {
        String entrypoint = Files.readString(DOCKER.resolve("flink/entrypoint.sh"));
        Matcher placeholder =
                Pattern.compile("\\$\\{([A-Z_]+)}")
                        .matcher(Files.readString(TREE.root().resolve("flink-conf/config.yaml")));

        while (placeholder.find()) {
            assertThat(entrypoint)
                    .contains(
                            "s|\\${" + placeholder.group(1) + "}|$" + placeholder.group(1) + "|g");
            assertThat(Image.FLINK.file().environment()).containsKey(placeholder.group(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Image.class)
    void no_two_jars_of_a_class_path_have_the_same_name(Image image) throws IOException {
        Path classPath = TREE.root().resolve(image.module).resolve("target/classpath");
        assumeTrue(Files.exists(classPath), image.module + " is not packaged");

        assertThat(
                        Arrays.stream(Files.readString(classPath).strip().split(":"))
                                .map(jar -> Path.of(jar).getFileName().toString()))
                .doesNotHaveDuplicates();
    }

    private static List<String> feedrank(Map<String, ?> environment) {
        return environment.keySet().stream().filter(key -> key.startsWith("FEEDRANK_")).toList();
    }

    private static List<String> words(String script, String array) {
        Matcher matcher = Pattern.compile(array + "=\\(([^)]*)\\)").matcher(script);
        assertThat(matcher.find()).isTrue();
        return List.of(matcher.group(1).strip().split("\\s+"));
    }
}

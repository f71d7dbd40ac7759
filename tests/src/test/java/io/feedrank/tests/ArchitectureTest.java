package io.feedrank.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may import whom, and the rules of the house that a compiler doesn't hold. */
class ArchitectureTest {
    private static final int LONGEST_FILE = 300;
    private static final Pattern VAGUE_NAME =
            Pattern.compile(".*(Util|Utils|Manager|Helper|Impl)(\\$.*)?");
    private static final String[] FLINK = {"org.apache.flink.."};
    private static final String[] DEBEZIUM = {"io.debezium.."};
    private static final String[] HTTP = {
        "io.undertow..",
        "io.javalin..",
        "java.net.http..",
        "com.sun.net.httpserver..",
        "jakarta.servlet..",
        "org.eclipse.jetty.."
    };

    private static SourceTree tree;
    private static JavaClasses classes;

    @BeforeAll
    static void import_all_modules() {
        tree = SourceTree.find();
        classes = new ClassFileImporter().importPaths(tree.classFolders());
        assertThat(classes).as("compiled classes; run mvn test from the root").isNotEmpty();
    }

    /** A module: its packages, and the modules it may import. */
    enum Module {
        PROTO("io.feedrank.proto.."),
        FEATURE("io.feedrank.feature..", PROTO),
        CDC("io.feedrank.cdc..", FEATURE),
        JOBS("io.feedrank.jobs..", FEATURE),
        INDEX("io.feedrank.ranking.index.."),
        PIPELINE("io.feedrank.ranking.pipeline..", FEATURE, INDEX),
        TRAINING("io.feedrank.ranking.training..", FEATURE, PIPELINE),
        SHARD("io.feedrank.ranking.shard..", FEATURE, INDEX, PIPELINE),
        FUNCTION("io.feedrank.ranking.function..", PIPELINE, SHARD),
        STATEFUN("io.feedrank.ranking.statefun.."),
        API("io.feedrank.ranking.api..", FEATURE, PIPELINE),
        CLI("io.feedrank.cli..", CDC, JOBS, TRAINING, FUNCTION, API);

        private final String packages;
        private final List<Module> imports;

        Module(String packages, Module... imports) {
            this.packages = packages;
            this.imports = List.of(imports);
        }

        Set<Module> reachable() {
            Set<Module> all = new TreeSet<>(imports);
            all.add(this);
            imports.forEach(module -> all.addAll(module.reachable()));
            return all;
        }

        String[] forbidden() {
            Set<Module> allowed = reachable();
            return Arrays.stream(values())
                    .filter(module -> !allowed.contains(module))
                    .map(module -> module.packages)
                    .toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void a_module_imports_only_what_the_design_allows(Module module) {
        if (module.forbidden().length > 0) {
            check(
                    noClasses()
                            .that()
                            .resideInAPackage(module.packages)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(module.forbidden()));
        }
    }

    @Test
    void the_api_knows_the_pipelines_data_and_none_of_its_stages() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("io.feedrank.ranking.api..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "io.feedrank.ranking.pipeline..",
                                                "io.feedrank.ranking.index..")
                                        .and(
                                                DescribedPredicate.not(
                                                        resideInAnyPackage(
                                                                "io.feedrank.ranking.pipeline.candidate..")))));
    }

    @Test
    void the_feature_store_knows_no_engine() {
        refuse("io.feedrank.feature..", FLINK);
        refuse("io.feedrank.feature..", DEBEZIUM);
        refuse("io.feedrank.feature..", "org.apache.kafka.connect..");
    }

    @Test
    void the_pipeline_knows_neither_flink_nor_http() {
        refuse("io.feedrank.ranking.pipeline..", FLINK);
        refuse("io.feedrank.ranking.pipeline..", HTTP);
    }

    @Test
    void only_the_runtime_and_the_jobs_know_flink() {
        // The SDK of the function is published under Flink's name; it holds no Flink class.
        check(
                noClasses()
                        .that(
                                resideInAnyPackage("io.feedrank..")
                                        .and(
                                                DescribedPredicate.not(
                                                        resideInAnyPackage(
                                                                "io.feedrank.jobs..",
                                                                "io.feedrank.ranking.statefun.."))))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(FLINK)
                                        .and(
                                                DescribedPredicate.not(
                                                        resideInAnyPackage(
                                                                "org.apache.flink.statefun.sdk..")))));
    }

    @Test
    void only_online_redis_knows_the_redis_client() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.feedrank.feature.online.redis..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("redis.clients.."));
    }

    @Test
    void only_the_console_prints() {
        check(
                noClasses()
                        .that(
                                DescribedPredicate.not(
                                        DescribedPredicate.describe(
                                                "the console", ArchitectureTest::isConsole)))
                        .should()
                        .accessFieldWhere(
                                DescribedPredicate.describe(
                                        "it is System.out or System.err",
                                        ArchitectureTest::isStandardStream)));
    }

    @Test
    void nothing_sleeps() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void no_name_is_vague() {
        Collection<String> vague =
                classes.stream()
                        .map(JavaClass::getName)
                        .filter(name -> name.startsWith("io.feedrank."))
                        .filter(
                                name ->
                                        VAGUE_NAME
                                                .matcher(name.substring(name.lastIndexOf('.') + 1))
                                                .matches())
                        .toList();
        assertThat(vague)
                .as("Util, Manager, Helper and Impl say nothing: name what it does")
                .isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        Map<Path, List<Path>> packages =
                tree.mainSources().stream().collect(Collectors.groupingBy(Path::getParent));
        Collection<Path> unmarked =
                packages.keySet().stream()
                        .filter(folder -> !isMarked(folder.resolve("package-info.java")))
                        .map(tree::relative)
                        .sorted()
                        .toList();
        assertThat(unmarked)
                .as("folders without a package-info.java with Javadoc and @NullMarked")
                .isEmpty();
    }

    @Test
    void no_file_is_longer_than_three_hundred_lines() {
        Collection<String> longFiles =
                tree.allSources().stream()
                        .filter(file -> SourceTree.lines(file).size() > LONGEST_FILE)
                        .map(
                                file ->
                                        tree.relative(file)
                                                + ": "
                                                + SourceTree.lines(file).size()
                                                + " lines")
                        .toList();
        assertThat(longFiles).isEmpty();
    }

    private static boolean isMarked(Path packageInfo) {
        return Files.exists(packageInfo)
                && SourceTree.lines(packageInfo).contains("@NullMarked")
                && SourceTree.lines(packageInfo).get(0).startsWith("/**");
    }

    private static boolean isConsole(JavaClass type) {
        return type.getPackageName().startsWith("io.feedrank.cli")
                && type.getSimpleName().endsWith("Console");
    }

    private static boolean isStandardStream(JavaFieldAccess access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err").contains(access.getTarget().getName());
    }

    private static void refuse(String packages, String... refused) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(packages)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(refused));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }
}

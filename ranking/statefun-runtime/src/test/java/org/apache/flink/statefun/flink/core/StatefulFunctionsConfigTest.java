package org.apache.flink.statefun.flink.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.statefun.flink.core.message.MessageFactoryKey;
import org.apache.flink.statefun.flink.core.message.MessageFactoryType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class StatefulFunctionsConfigTest {

    private static final String NAME = StatefulFunctionsConfig.class.getName();

    @Test
    void it_has_every_public_member_of_the_published_class() throws Exception {
        Class<?> published = published();

        assertThat(members(StatefulFunctionsConfig.class))
                .containsExactlyElementsOf(members(published));
    }

    @Test
    void its_options_have_the_published_keys_and_defaults() throws Exception {
        for (Field field : published().getFields()) {
            if (field.getType() == ConfigOption.class) {
                ConfigOption<?> theirs = (ConfigOption<?>) field.get(null);
                ConfigOption<?> ours =
                        (ConfigOption<?>)
                                StatefulFunctionsConfig.class.getField(field.getName()).get(null);
                assertThat(ours.key()).isEqualTo(theirs.key());
                assertThat(ours.defaultValue()).as(ours.key()).isEqualTo(theirs.defaultValue());
            }
        }
    }

    @Test
    void absent_keys_take_their_defaults() {
        StatefulFunctionsConfig config =
                StatefulFunctionsConfig.fromFlinkConfiguration(new Configuration());

        assertThat(config.getFlinkJobName()).isEqualTo("StatefulFunctions");
        assertThat(config.getFactoryType()).isEqualTo(MessageFactoryType.WITH_PROTOBUF_PAYLOADS);
        assertThat(config.getCustomPayloadSerializerClassName()).isNull();
        assertThat(config.getFeedbackBufferSize()).isEqualTo(MemorySize.ofMebiBytes(32));
        assertThat(config.getRemoteModuleName()).isEqualTo("classpath:module.yaml");
        assertThat(config.isEmbedded()).isFalse();
        assertThat(config.getGlobalConfigurations()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        StatefulFunctionsConfig config =
                StatefulFunctionsConfig.fromFlinkConfiguration(
                        Configuration.fromMap(
                                Map.of(
                                        "statefun.message.serializer", "WITH_CUSTOM_PAYLOADS",
                                        "statefun.message.custom-payload-serializer-class",
                                                "some.Serializer",
                                        "statefun.flink-job-name", "ranking",
                                        "statefun.feedback.memory.size", "8 mb",
                                        "statefun.async.max-per-task", "7",
                                        "statefun.remote.module-name", "file:///module.yaml",
                                        "statefun.embedded", "true",
                                        "statefun.module.global-config.region", "north")));

        assertThat(config.getFactoryKey())
                .isEqualTo(
                        MessageFactoryKey.forType(
                                MessageFactoryType.WITH_CUSTOM_PAYLOADS, "some.Serializer"));
        assertThat(config.getFlinkJobName()).isEqualTo("ranking");
        assertThat(config.getFeedbackBufferSize()).isEqualTo(MemorySize.ofMebiBytes(8));
        assertThat(config.getMaxAsyncOperationsPerTask()).isEqualTo(7);
        assertThat(config.getRemoteModuleName()).isEqualTo("file:///module.yaml");
        assertThat(config.isEmbedded()).isTrue();
        assertThat(config.getGlobalConfigurations()).containsExactly(Map.entry("region", "north"));
    }

    @Test
    void an_environment_is_read_like_its_configuration() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        Configuration.fromMap(Map.of("statefun.flink-job-name", "ranking")));

        assertThat(StatefulFunctionsConfig.fromEnvironment(environment).getFlinkJobName())
                .isEqualTo("ranking");
    }

    @Test
    void setters_take_the_place_of_what_was_read() {
        StatefulFunctionsConfig config =
                StatefulFunctionsConfig.fromFlinkConfiguration(new Configuration());

        config.setFactoryType(MessageFactoryType.WITH_RAW_PAYLOADS);
        config.setFlinkJobName("other");
        config.setFeedbackBufferSize(MemorySize.ofMebiBytes(1));
        config.setMaxAsyncOperationsPerTask(3);
        config.setRemoteModuleName("classpath:other.yaml");
        config.setEmbedded(true);
        config.setGlobalConfiguration("a", "1");
        config.addAllGlobalConfigurations(Map.of("b", "2"));

        assertThat(config.getFactoryType()).isEqualTo(MessageFactoryType.WITH_RAW_PAYLOADS);
        assertThat(config.getFlinkJobName()).isEqualTo("other");
        assertThat(config.getFeedbackBufferSize()).isEqualTo(MemorySize.ofMebiBytes(1));
        assertThat(config.getMaxAsyncOperationsPerTask()).isEqualTo(3);
        assertThat(config.getRemoteModuleName()).isEqualTo("classpath:other.yaml");
        assertThat(config.isEmbedded()).isTrue();
        assertThat(config.getGlobalConfigurations())
                .containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void a_provider_survives_the_journey_inside_the_job_graph() throws Exception {
        StatefulFunctionsConfig config =
                StatefulFunctionsConfig.fromFlinkConfiguration(new Configuration());
        config.setProvider(
                (classLoader, settings) -> new StatefulFunctionsUniverse(settings.getFactoryKey()));

        StatefulFunctionsConfig arrived = InstantiationUtil.clone(config);

        ClassLoader classLoader = getClass().getClassLoader();
        assertThat(arrived.getProvider(classLoader).get(classLoader, arrived)).isNotNull();
    }

    @Test
    void without_a_provider_it_says_what_is_missing() {
        StatefulFunctionsConfig config =
                StatefulFunctionsConfig.fromFlinkConfiguration(new Configuration());

        assertThatThrownBy(() -> config.getProvider(getClass().getClassLoader()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setProvider");
    }

    private static Set<String> members(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                members.add(method.toGenericString());
            }
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            members.add(constructor.toGenericString());
        }
        for (Field field : type.getFields()) {
            members.add(field.toGenericString());
        }
        return members;
    }

    /** StateFun's own class, from its jar, beside the one that takes its place. */
    private static Class<?> published() throws IOException, ClassNotFoundException {
        String file = NAME.replace('.', '/') + ".class";
        for (URL url :
                Collections.list(
                        StatefulFunctionsConfigTest.class.getClassLoader().getResources(file))) {
            if (url.toString().contains("statefun-flink-core")) {
                try (InputStream in = url.openStream()) {
                    return new Isolated(in.readAllBytes()).loadClass(NAME);
                }
            }
        }
        throw new IllegalStateException("statefun-flink-core is not on the class path");
    }

    private static final class Isolated extends ClassLoader {

        private final byte[] bytes;

        private Isolated(byte[] bytes) {
            super(StatefulFunctionsConfigTest.class.getClassLoader());
            this.bytes = bytes;
        }

        @Override
        protected synchronized Class<?> loadClass(String name, boolean resolve)
                throws ClassNotFoundException {
            if (!name.equals(NAME)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }
}

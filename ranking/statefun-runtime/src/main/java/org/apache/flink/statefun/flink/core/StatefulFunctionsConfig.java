package org.apache.flink.statefun.flink.core;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.statefun.flink.core.message.MessageFactoryKey;
import org.apache.flink.statefun.flink.core.message.MessageFactoryType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a StateFun job, in the shape that StateFun 3.3.0 publishes.
 *
 * <p>StateFun's own class calls {@code InstantiationUtil.deserializeObject(byte[], ClassLoader,
 * boolean)}, which Flink dropped in 1.17. This one takes its place: same name, same public members,
 * the call that is left. It must be ahead of {@code statefun-flink-core} on the class path; the
 * runtime checks that at start. Instances travel inside the job graph and are not thread-safe.
 */
public class StatefulFunctionsConfig implements Serializable {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * What is set under this prefix reaches every module as a global configuration, without the
     * prefix.
     */
    public static final String MODULE_CONFIG_PREFIX = "statefun.module.global-config.";

    /** Documents {@link #MODULE_CONFIG_PREFIX}; never read under this very key. */
    public static final ConfigOption<String> MODULE_GLOBAL_DEFAULT =
            ConfigOptions.key(MODULE_CONFIG_PREFIX + "<KEY>")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("A key and value handed to every module.");

    /** How messages between functions are encoded. */
    public static final ConfigOption<MessageFactoryType> USER_MESSAGE_SERIALIZER =
            ConfigOptions.key("statefun.message.serializer")
                    .enumType(MessageFactoryType.class)
                    .defaultValue(MessageFactoryType.WITH_PROTOBUF_PAYLOADS)
                    .withDescription("How messages between functions are encoded.");

    /** Class of the encoder, with {@link MessageFactoryType#WITH_CUSTOM_PAYLOADS} alone. */
    public static final ConfigOption<String> USER_MESSAGE_CUSTOM_PAYLOAD_SERIALIZER_CLASS =
            ConfigOptions.key("statefun.message.custom-payload-serializer-class")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The encoder's class, for WITH_CUSTOM_PAYLOADS alone.");

    /** The job's name in Flink. */
    public static final ConfigOption<String> FLINK_JOB_NAME =
            ConfigOptions.key("statefun.flink-job-name")
                    .stringType()
                    .defaultValue("StatefulFunctions")
                    .withDescription("The job's name in Flink.");

    /**
     * Memory for messages in flight between functions while a checkpoint is taken; more spills to
     * disk.
     */
    public static final ConfigOption<MemorySize> TOTAL_MEMORY_USED_FOR_FEEDBACK_CHECKPOINTING =
            ConfigOptions.key("statefun.feedback.memory.size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(32))
                    .withDescription(
                            "Memory for the feedback channel during a checkpoint; more spills to disk.");

    /** Calls under way at once in a task, before it stops reading. */
    public static final ConfigOption<Integer> ASYNC_MAX_OPERATIONS_PER_TASK =
            ConfigOptions.key("statefun.async.max-per-task")
                    .intType()
                    .defaultValue(32 * 1024)
                    .withDescription("Calls under way at once in a task, before it stops reading.");

    /** Where the remote module's YAML is: {@code classpath:NAME} or a URI. */
    public static final ConfigOption<String> REMOTE_MODULE_NAME =
            ConfigOptions.key("statefun.remote.module-name")
                    .stringType()
                    .defaultValue("classpath:module.yaml")
                    .withDescription("Where the remote module's YAML is: classpath:NAME or a URI.");

    /** Whether the job runs inside a larger Flink job. */
    public static final ConfigOption<Boolean> EMBEDDED =
            ConfigOptions.key("statefun.embedded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Whether the functions run inside a larger Flink job.");

    private final Map<String, String> globalConfigurations = new HashMap<>();
    private MessageFactoryType factoryType;
    private @Nullable String customPayloadSerializerClassName;
    private String flinkJobName;
    private MemorySize feedbackBufferSize;
    private int maxAsyncOperationsPerTask;
    private String remoteModuleName;
    private boolean embedded;
    private byte @Nullable [] serializedProvider;

    private StatefulFunctionsConfig(Configuration configuration) {
        factoryType = configuration.get(USER_MESSAGE_SERIALIZER);
        customPayloadSerializerClassName =
                configuration.get(USER_MESSAGE_CUSTOM_PAYLOAD_SERIALIZER_CLASS);
        flinkJobName = configuration.get(FLINK_JOB_NAME);
        feedbackBufferSize = configuration.get(TOTAL_MEMORY_USED_FOR_FEEDBACK_CHECKPOINTING);
        maxAsyncOperationsPerTask = configuration.get(ASYNC_MAX_OPERATIONS_PER_TASK);
        remoteModuleName = configuration.get(REMOTE_MODULE_NAME);
        embedded = configuration.get(EMBEDDED);
        configuration
                .toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(MODULE_CONFIG_PREFIX)) {
                                globalConfigurations.put(
                                        key.substring(MODULE_CONFIG_PREFIX.length()), value);
                            }
                        });
    }

    /** Reads the settings of the environment that a job is built in. */
    public static StatefulFunctionsConfig fromEnvironment(StreamExecutionEnvironment environment) {
        return new StatefulFunctionsConfig(
                FlinkConfigExtractor.reflectivelyExtractFromEnv(environment));
    }

    /** Reads the settings of a Flink configuration; keys that are absent take their defaults. */
    public static StatefulFunctionsConfig fromFlinkConfiguration(Configuration configuration) {
        return new StatefulFunctionsConfig(configuration);
    }

    public MessageFactoryType getFactoryType() {
        return factoryType;
    }

    public @Nullable String getCustomPayloadSerializerClassName() {
        return customPayloadSerializerClassName;
    }

    public MessageFactoryKey getFactoryKey() {
        return MessageFactoryKey.forType(factoryType, customPayloadSerializerClassName);
    }

    public void setFactoryType(MessageFactoryType factoryType) {
        this.factoryType = Objects.requireNonNull(factoryType);
    }

    public void setCustomPayloadSerializerClassName(@Nullable String className) {
        this.customPayloadSerializerClassName = className;
    }

    public String getFlinkJobName() {
        return flinkJobName;
    }

    public void setFlinkJobName(String flinkJobName) {
        this.flinkJobName = Objects.requireNonNull(flinkJobName);
    }

    public MemorySize getFeedbackBufferSize() {
        return feedbackBufferSize;
    }

    public void setFeedbackBufferSize(MemorySize size) {
        this.feedbackBufferSize = Objects.requireNonNull(size);
    }

    public int getMaxAsyncOperationsPerTask() {
        return maxAsyncOperationsPerTask;
    }

    public void setMaxAsyncOperationsPerTask(int operations) {
        this.maxAsyncOperationsPerTask = operations;
    }

    public String getRemoteModuleName() {
        return remoteModuleName;
    }

    public void setRemoteModuleName(String remoteModuleName) {
        this.remoteModuleName = Objects.requireNonNull(remoteModuleName);
    }

    public boolean isEmbedded() {
        return embedded;
    }

    public void setEmbedded(boolean embedded) {
        this.embedded = embedded;
    }

    /**
     * The provider that was set, read back through a class loader.
     *
     * @throws IllegalStateException when none was set, or it cannot be read
     */
    public StatefulFunctionsUniverseProvider getProvider(ClassLoader classLoader) {
        if (serializedProvider == null) {
            throw new IllegalStateException("no universe provider was set: call setProvider first");
        }
        try {
            return InstantiationUtil.deserializeObject(serializedProvider, classLoader);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the universe provider could not be read back", e);
        }
    }

    /** Sets what builds the universe of functions in each task; it must be serializable. */
    public void setProvider(StatefulFunctionsUniverseProvider provider) {
        try {
            serializedProvider =
                    InstantiationUtil.serializeObject(Objects.requireNonNull(provider));
        } catch (IOException e) {
            throw new IllegalStateException("the universe provider could not be serialized", e);
        }
    }

    /** What modules are given; a read-only view. */
    public Map<String, String> getGlobalConfigurations() {
        return Collections.unmodifiableMap(globalConfigurations);
    }

    public void addAllGlobalConfigurations(Map<String, String> configurations) {
        globalConfigurations.putAll(configurations);
    }

    public void setGlobalConfiguration(String key, String value) {
        globalConfigurations.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    }
}

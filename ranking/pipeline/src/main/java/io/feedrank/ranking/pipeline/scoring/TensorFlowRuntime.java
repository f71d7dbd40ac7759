package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The TensorFlow library of this process: the one on the class path, and how many threads it may
 * use.
 */
public final class TensorFlowRuntime {
    /**
     * System property: threads inside one operation. The first session of a process decides for
     * all.
     */
    public static final String INTRA_OP_THREADS = "ai.djl.tensorflow.num_intraop_threads";

    /**
     * System property: operations of one call that run side by side. Below 0 the caller's thread
     * runs them all, so that concurrent calls don't queue for a pool.
     */
    public static final String INTER_OP_THREADS = "ai.djl.tensorflow.num_interop_threads";

    private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    private static boolean prepared;

    private TensorFlowRuntime() {}

    /**
     * Points DJL to the native library that came with the class path, and keeps it from the
     * network. To be called before any class of DJL is used; the first call on a machine unpacks
     * the library, which takes seconds.
     *
     * @throws FeedrankException UNAVAILABLE when the library cannot be loaded here
     */
    public static synchronized void prepare() {
        if (prepared) {
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        setDefault(INTRA_OP_THREADS, "2");
        setDefault(INTER_OP_THREADS, "-1");
        String library = load();
        System.setProperty(LIBRARY_PATH, String.valueOf(new File(library).getParent()));
        prepared = true;
    }

    // What is broken may be the library, its place, or a file system: each is another error, and a
    // class that failed once fails differently the next time.
    private static String load() {
        try {
            return Loader.load(tensorflow.class);
        } catch (LinkageError | RuntimeException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "TensorFlow's library cannot be loaded: " + e, e);
        }
    }

    /**
     * Session configuration for training and serving. Each caller scores on its own thread, so a
     * call gets few. GPU memory is taken as it is needed; an operation that has no GPU kernel runs
     * on the CPU.
     */
    public static ConfigProto sessionConfig() {
        return sessionConfig(ComputeDevice.AUTO);
    }

    /** The same on a device of the caller's choice. */
    public static ConfigProto sessionConfig(ComputeDevice device) {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (device == ComputeDevice.CPU) {
            config.putDeviceCount("GPU", 0);
        }
        return config.setIntraOpParallelismThreads(Integer.getInteger(INTRA_OP_THREADS, 2))
                .setInterOpParallelismThreads(Integer.getInteger(INTER_OP_THREADS, -1))
                .setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }

    /**
     * Prepares, and looks whether the device is there.
     *
     * @throws FeedrankException UNAVAILABLE when a GPU is asked for and TensorFlow sees none
     */
    static void require(ComputeDevice device) {
        prepare();
        if (device == ComputeDevice.GPU && !devices().contains("GPU")) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    ComputeDevice.KEY
                            + " is gpu, and TensorFlow sees only "
                            + devices()
                            + "; the library with CUDA comes with -Dtensorflow.native=linux-x86_64-gpu");
        }
    }

    /** Whether models are placed on a GPU. */
    static boolean usesGpu(ComputeDevice device) {
        return device != ComputeDevice.CPU && devices().contains("GPU");
    }

    /** Types of the devices that TensorFlow sees: {@code CPU}, and {@code GPU} if there is one. */
    public static Set<String> devices() {
        prepare();
        byte[] config = sessionConfig().toByteArray();
        Set<String> types = new TreeSet<>();
        try (TF_Status status = TF_Status.newStatus();
                TFE_ContextOptions options = TFE_ContextOptions.newContextOptions();
                BytePointer bytes = new BytePointer(config)) {
            tensorflow.TFE_ContextOptionsSetConfig(options, bytes, config.length, status);
            TFE_Context context = tensorflow.TFE_NewContext(options, status);
            status.throwExceptionIfNotOK();
            TF_DeviceList list = tensorflow.TFE_ContextListDevices(context, status);
            status.throwExceptionIfNotOK();
            for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
                types.add(tensorflow.TF_DeviceListType(list, i, status).getString());
            }
            tensorflow.TF_DeleteDeviceList(list);
            tensorflow.TFE_DeleteContext(context);
        }
        return types;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

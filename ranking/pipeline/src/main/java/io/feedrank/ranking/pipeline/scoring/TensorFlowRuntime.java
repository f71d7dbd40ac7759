package io.feedrank.ranking.pipeline.scoring;

import java.io.File;
import org.bytedeco.javacpp.Loader;
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
     */
    public static synchronized void prepare() {
        if (prepared) {
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        setDefault(INTRA_OP_THREADS, "2");
        setDefault(INTER_OP_THREADS, "-1");
        String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
        System.setProperty(LIBRARY_PATH, String.valueOf(new File(library).getParent()));
        prepared = true;
    }

    /**
     * Session configuration for training and serving. Each caller scores on its own thread, so a
     * call gets few. GPU memory is taken as it is needed; an operation that has no GPU kernel runs
     * on the CPU.
     */
    public static ConfigProto sessionConfig() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(Integer.getInteger(INTRA_OP_THREADS, 2))
                .setInterOpParallelismThreads(Integer.getInteger(INTER_OP_THREADS, -1))
                .setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

package io.feedrank.jobs.online;

import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** A function that only wants to hear, before it opens, whether its run began from a checkpoint. */
interface KeyedStateOnly extends CheckpointedFunction {
    @Override
    default void snapshotState(FunctionSnapshotContext context) {
        // Flink itself takes what is keyed.
    }
}

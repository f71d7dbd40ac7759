package io.feedrank.ranking.index;

/**
 * A graph as it stands in a snapshot.
 *
 * @param dead slots of nodes that are passed through and no longer found
 */
@SuppressWarnings("ArrayRecordComponent")
record LinkedGraph(Graph graph, EfCalibration calibration, int[] dead) {}

package io.feedrank.ranking.index;

/** What a search writes on; one a thread. */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final Selection candidates = new Selection();
    final Shortlist shortlist = new Shortlist();
    final Selection centres = new Selection();
    final ScoreOrder order = new ScoreOrder();
    final QueryRoom query = new QueryRoom();
    final QueryRoom centre = new QueryRoom();
    final BlockScores block = new BlockScores();

    final LongHeap open = new LongHeap();
    final LongHeap found = new LongHeap();
    long[] visited = {};
    int[] metNodes = new int[64];
    int[] metSlots = new int[64];
    float[] metScores = new float[64];

    /** Makes room for the neighbours of a node. */
    void meet(int count) {
        if (metNodes.length < count) {
            metNodes = new int[count];
            metSlots = new int[count];
            metScores = new float[count];
        }
    }

    static Scratch ofThread() {
        return OF_THREAD.get();
    }
}

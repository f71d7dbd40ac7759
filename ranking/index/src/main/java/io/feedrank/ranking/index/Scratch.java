package io.feedrank.ranking.index;

/** What a search writes on; one a thread. */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final Selection candidates = new Selection();
    final Shortlist shortlist = new Shortlist();
    final Selection centres = new Selection();
    final short[] dots = new short[CodeKernel.BLOCK];

    final LongHeap open = new LongHeap();
    final LongHeap found = new LongHeap();
    long[] visited = {};

    static Scratch ofThread() {
        return OF_THREAD.get();
    }
}

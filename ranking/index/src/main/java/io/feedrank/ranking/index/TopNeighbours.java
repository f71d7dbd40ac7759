package io.feedrank.ranking.index;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the {@code k} closest of all that is offered. Not thread-safe: one a search. */
final class TopNeighbours {
    private final int k;
    private final PriorityQueue<Neighbour> farthestFirst;

    TopNeighbours(int k) {
        this.k = k;
        this.farthestFirst =
                new PriorityQueue<>(Math.min(k, 1024), Neighbour.CLOSEST_FIRST.reversed());
    }

    void offer(String id, float similarity) {
        if (farthestFirst.size() < k) {
            farthestFirst.add(new Neighbour(id, similarity));
            return;
        }
        Neighbour farthest = farthestFirst.element();
        if (similarity < farthest.similarity()) {
            return;
        }
        Neighbour offered = new Neighbour(id, similarity);
        if (Neighbour.CLOSEST_FIRST.compare(offered, farthest) < 0) {
            farthestFirst.remove();
            farthestFirst.add(offered);
        }
    }

    int size() {
        return farthestFirst.size();
    }

    List<Neighbour> closestFirst() {
        List<Neighbour> closest = new ArrayList<>(farthestFirst);
        closest.sort(Neighbour.CLOSEST_FIRST);
        return closest;
    }
}

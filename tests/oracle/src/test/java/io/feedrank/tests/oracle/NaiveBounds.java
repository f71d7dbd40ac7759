package io.feedrank.tests.oracle;

import io.feedrank.feature.state.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is still kept of the things crossed with a user, of which there may be too many. */
final class NaiveBounds {
    private NaiveBounds() {}

    /** Whether nothing had to go, so that order says nothing. */
    static boolean allKept(List<Touch> ofUser, Entity entity) {
        return ofUser.stream()
                        .filter(touch -> counts(touch, entity))
                        .map(touch -> touch.crossKey(entity))
                        .distinct()
                        .count()
                <= entity.most();
    }

    /** The touches that are still known of {@code key}. */
    static List<Touch> kept(List<Touch> ofUser, Entity entity, String key) {
        if (key.isEmpty()) {
            return List.of();
        }
        if (allKept(ofUser, entity)) {
            return ofUser.stream()
                    .filter(touch -> counts(touch, entity) && touch.crossKey(entity).equals(key))
                    .toList();
        }
        Map<String, List<Touch>> cells = new LinkedHashMap<>();
        for (Touch touch : ofUser) {
            if (counts(touch, entity)) {
                List<Touch> before = cells.remove(touch.crossKey(entity));
                List<Touch> cell = before == null ? new ArrayList<>() : before;
                cell.add(touch);
                cells.put(touch.crossKey(entity), cell);
                if (cells.size() > entity.most()) {
                    cells.remove(goes(cells, entity));
                }
            }
        }
        return cells.getOrDefault(key, List.of());
    }

    /** Authors by their newest event; posts and topics by when they were met. */
    private static String goes(Map<String, List<Touch>> cells, Entity entity) {
        if (entity != Entity.USER_AUTHOR) {
            return cells.keySet().iterator().next();
        }
        return cells.entrySet().stream()
                .min(
                        Comparator.comparingLong(
                                        (Map.Entry<String, List<Touch>> cell) ->
                                                newest(cell.getValue()))
                                .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    private static long newest(List<Touch> cell) {
        return cell.get(cell.size() - 1).second();
    }

    private static boolean counts(Touch touch, Entity entity) {
        return !touch.crossKey(entity).isEmpty()
                && !(entity == Entity.USER_AUTHOR && touch.shown());
    }
}

package io.feedrank.tests.oracle;

import io.feedrank.feature.state.VectorSpace;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors of posts and users, summed up in double from the raw clicks. */
final class NaiveVectors {
    private static final Duration HALF_LIFE = Duration.ofDays(3);

    private final RawEvents events;

    NaiveVectors(RawEvents events) {
        this.events = events;
    }

    /** Unit vector of the clicks on a post from before then. */
    double @Nullable [] ofPost(String postId, long before) {
        Sum sum = new Sum(newestClick(RawEvents.before(events.ofPost(postId), before)));
        for (Touch touch : RawEvents.before(events.ofPost(postId), before)) {
            if (touch.clicked()) {
                sum.add(doubles(VectorSpace.ofReader(touch.userId())), touch.second());
            }
        }
        return sum.unit();
    }

    /** Unit vector of the user's clicks from before then, each with its post's as of the click. */
    double @Nullable [] ofUser(String userId, long before) {
        List<Touch> touches = RawEvents.before(events.ofUser(userId), before);
        Sum sum = new Sum(newestClick(touches));
        for (Touch touch : touches) {
            double[] stamp = touch.clicked() ? ofPost(touch.postId(), touch.second()) : null;
            if (stamp != null) {
                sum.add(stamp, touch.second());
            }
        }
        return sum.unit();
    }

    /** The same of clicks that came when nobody clicked their posts any more. */
    double @Nullable [] ofLatecomer(String userId) {
        List<Touch> touches = events.ofUser(userId);
        Sum sum = new Sum(newestClick(touches));
        for (Touch touch : touches) {
            double[] stamp = byOthers(touch);
            if (stamp != null) {
                sum.add(stamp, touch.second());
            }
        }
        return sum.unit();
    }

    private double @Nullable [] byOthers(Touch late) {
        List<Touch> clicks =
                events.ofPost(late.postId()).stream()
                        .filter(touch -> touch.clicked() && !touch.userId().equals(late.userId()))
                        .toList();
        Sum sum = new Sum(newestClick(clicks));
        clicks.forEach(
                touch -> sum.add(doubles(VectorSpace.ofReader(touch.userId())), touch.second()));
        return sum.unit();
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static float @Nullable [] floats(double @Nullable [] vector) {
        if (vector == null) {
            return null;
        }
        float[] floats = new float[vector.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector[i];
        }
        return floats;
    }

    private static double[] doubles(float[] vector) {
        double[] doubles = new double[vector.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = vector[i];
        }
        return doubles;
    }

    private static long newestClick(List<Touch> touches) {
        return touches.stream().filter(Touch::clicked).mapToLong(Touch::second).max().orElse(0);
    }

    private static final class Sum {
        private final double[] sum = new double[VectorSpace.DIMENSIONS];
        private final long newest;

        Sum(long newest) {
            this.newest = newest;
        }

        void add(double[] vector, long second) {
            double weight = Math.pow(2, -(double) (newest - second) / HALF_LIFE.toSeconds());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * vector[i];
            }
        }

        double @Nullable [] unit() {
            double square = dot(sum, sum);
            if (square < 1e-12) {
                return null;
            }
            double[] unit = sum.clone();
            for (int i = 0; i < unit.length; i++) {
                unit[i] /= Math.sqrt(square);
            }
            return unit;
        }
    }
}

package io.feedrank.jobs.memory;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A newsroom of a steady size whose people and posts come and go: a person stays for five to
 * fifteen days, a post for four to ten, and then their rows are deleted. A fifth of the people
 * write.
 */
final class Population {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int FOLLOWED = 5;
    private static final int IN_VIEW = 5;
    private static final int TOPICS = 12;

    /**
     * How large it is.
     *
     * @param lists a person looks at a day
     */
    record Size(int people, int postsADay, int lists) {}

    /** What happens, and when: a row changes, or there is an event. */
    record Happening(Instant time, @Nullable Change row, @Nullable Event event) {}

    private record Person(String id, int leaves, List<String> follows) {}

    private record LivePost(String id, Instant from, Instant until) {}

    private final Size size;
    private final Instant start;
    private final Random random = new Random(17);
    private final List<Person> people = new ArrayList<>();
    private final List<LivePost> posts = new ArrayList<>();
    private int peopleSoFar;
    private int postsSoFar;
    private int eventsSoFar;
    private long changes;

    Population(Size size, Instant start) {
        this.size = size;
        this.start = start;
    }

    Instant startOf(int day) {
        return start.plus(DAY.multipliedBy(day));
    }

    int peopleSoFar() {
        return peopleSoFar;
    }

    int postsSoFar() {
        return postsSoFar;
    }

    /** What happens on the next day, in order. */
    List<Happening> day(int day) {
        List<Happening> happenings = new ArrayList<>();
        comeAndGo(day, happenings);
        post(day, happenings);
        for (Person person : people) {
            for (int i = 0; i < size.lists(); i++) {
                look(person, moment(day), happenings);
            }
        }
        happenings.sort(Comparator.comparing(Happening::time));
        return happenings;
    }

    private void comeAndGo(int day, List<Happening> happenings) {
        Instant morning = startOf(day);
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).leaves() == day) {
                leave(people.get(i), morning, happenings);
                people.set(i, join(day, 5 + random.nextInt(11), happenings));
            }
        }
        while (people.size() < size.people()) {
            people.add(join(day, 1 + random.nextInt(15), happenings));
        }
    }

    private Person join(int day, int stays, List<Happening> happenings) {
        String id = "u" + peopleSoFar++;
        Instant morning = startOf(day);
        row(
                morning,
                new UserChange(id, position(), new User(id, morning.toEpochMilli(), "en", "DE")),
                happenings);
        List<String> follows = new ArrayList<>();
        for (int i = 0; i < FOLLOWED && !people.isEmpty(); i++) {
            String author = author();
            if (!follows.contains(author)) {
                follows.add(author);
                row(morning, new FollowChange(id, author, position(), 0, false), happenings);
            }
        }
        return new Person(id, day + stays, follows);
    }

    private void leave(Person person, Instant when, List<Happening> happenings) {
        person.follows()
                .forEach(
                        author ->
                                row(
                                        when,
                                        new FollowChange(person.id(), author, position(), 0, true),
                                        happenings));
        row(when, new UserChange(person.id(), position(), null), happenings);
    }

    private String author() {
        return people.get(random.nextInt((people.size() + 4) / 5)).id();
    }

    private void post(int day, List<Happening> happenings) {
        Instant evening = startOf(day + 1);
        posts.removeIf(
                post -> {
                    boolean gone = post.until().isBefore(startOf(day));
                    if (!gone && post.until().isBefore(evening)) {
                        row(post.until(), new PostChange(post.id(), position(), null), happenings);
                    }
                    return gone;
                });
        for (int i = 0; i < size.postsADay(); i++) {
            Instant from = moment(day);
            Duration stays = DAY.multipliedBy(4).plusHours(random.nextInt(6 * 24));
            String id = "p" + postsSoFar++;
            posts.add(new LivePost(id, from, from.plus(stays)));
            row(
                    from,
                    new PostChange(
                            id,
                            position(),
                            new Post(
                                    id,
                                    author(),
                                    from.toEpochMilli(),
                                    "Title of post " + id,
                                    "en",
                                    "topic" + random.nextInt(TOPICS),
                                    Post.PUBLISHED,
                                    0)),
                    happenings);
        }
    }

    private void look(Person person, Instant when, List<Happening> happenings) {
        List<String> inView = new ArrayList<>();
        for (int tries = 0; tries < 4 * IN_VIEW && inView.size() < IN_VIEW; tries++) {
            LivePost post = posts.get(random.nextInt(posts.size()));
            boolean there =
                    !post.from().isAfter(when) && post.until().isAfter(when.plusSeconds(90));
            if (there && !inView.contains(post.id())) {
                inView.add(post.id());
            }
        }
        if (inView.isEmpty()) {
            return;
        }
        event(person, EventType.IMPRESSION, inView, when, happenings);
        for (String post : inView) {
            if (random.nextInt(8) == 0) {
                event(person, EventType.CLICK, List.of(post), when.plusSeconds(5), happenings);
                event(person, EventType.DWELL, List.of(post), when.plusSeconds(60), happenings);
            }
        }
    }

    private void event(
            Person person,
            EventType type,
            List<String> posts,
            Instant time,
            List<Happening> happenings) {
        happenings.add(
                new Happening(
                        time,
                        null,
                        new Event(
                                "e" + eventsSoFar++,
                                person.id(),
                                type,
                                posts,
                                time,
                                null,
                                null,
                                type == EventType.DWELL ? 55_000L : null,
                                null,
                                null)));
    }

    /** Some moment of a day, a little before its end. */
    private Instant moment(int day) {
        return startOf(day).plusSeconds(random.nextInt(86_000));
    }

    private LogPosition position() {
        changes++;
        return new LogPosition(changes, changes);
    }

    private static void row(Instant time, Change change, List<Happening> happenings) {
        happenings.add(new Happening(time, change, null));
    }
}

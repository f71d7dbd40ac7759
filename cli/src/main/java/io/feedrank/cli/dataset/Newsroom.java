package io.feedrank.cli.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Who writes, what is written and who reads: drawn from a seed. */
record Newsroom(
        List<Author> authors, List<Article> articles, List<Reader> readers, List<String> topics) {
    private static final List<String> LANGUAGES =
            List.of("en", "en", "en", "en", "en", "en", "de", "de", "de", "fr");
    private static final int FAVOURITES = 3;
    private static final double EXPIRING = 0.02;
    private static final double DRAFTS = 0.01;
    private static final double BEFORE_START = 0.35;
    private static final long HOUR_MS = 3_600_000;
    private static final long BEFORE_MS = 96 * HOUR_MS;

    Newsroom {
        authors = List.copyOf(authors);
        articles = List.copyOf(articles);
        readers = List.copyOf(readers);
        topics = List.copyOf(topics);
    }

    /** How many of each. */
    record Size(int authors, int articles, int readers) {}

    static Newsroom draw(long seed, Size size, long startMs, long endMs) {
        SplittableRandom random = new SplittableRandom(seed);
        Vocabulary vocabulary = Vocabulary.load();
        List<Author> authors = authors(random.split(), size.authors(), vocabulary.topics().size());
        List<Article> articles =
                articles(random.split(), authors, vocabulary, size.articles(), startMs, endMs);
        List<Reader> readers = readers(random.split(), authors, vocabulary, size.readers());
        return new Newsroom(authors, articles, readers, vocabulary.topics());
    }

    private static List<Author> authors(RandomGenerator random, int count, int topics) {
        List<Author> authors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            authors.add(
                    new Author(
                            String.format(Locale.ROOT, "a-%03d", i + 1),
                            LANGUAGES.get(i % LANGUAGES.size()),
                            random.nextInt(topics),
                            0.6 * random.nextGaussian(),
                            StrictMath.exp(0.6 * random.nextGaussian())));
        }
        return authors;
    }

    private static List<Article> articles(
            RandomGenerator random,
            List<Author> authors,
            Vocabulary vocabulary,
            int count,
            long startMs,
            long endMs) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] =
                    random.nextDouble() < BEFORE_START
                            ? startMs - (long) (random.nextDouble() * BEFORE_MS)
                            : startMs + (long) (random.nextDouble() * (endMs - startMs));
        }
        Arrays.sort(times);
        double[] output = authors.stream().mapToDouble(Author::output).toArray();
        List<Article> articles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int by = weighted(random, output);
            Author author = authors.get(by);
            int topic =
                    random.nextDouble() < 0.85
                            ? author.topic()
                            : random.nextInt(vocabulary.topics().size());
            int angle = random.nextInt(Vocabulary.ANGLES);
            articles.add(
                    new Article(
                            String.format(Locale.ROOT, "p-%05d", i + 1),
                            by,
                            author.language(),
                            topic,
                            angle,
                            author.quality() + 0.8 * random.nextGaussian(),
                            times[i],
                            random.nextDouble() < EXPIRING
                                    ? (Long) (times[i] + 24 * HOUR_MS)
                                    : null,
                            random.nextDouble() < DRAFTS,
                            vocabulary.text(
                                    author.language(),
                                    vocabulary.topics().get(topic),
                                    angle,
                                    random)));
        }
        return articles;
    }

    private static List<Reader> readers(
            RandomGenerator random, List<Author> authors, Vocabulary vocabulary, int count) {
        List<Reader> readers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
            double[] taste = taste(random, vocabulary.topics().size());
            int[] angle = random.ints(taste.length, 0, Vocabulary.ANGLES).toArray();
            Set<Integer> follows = follows(random, authors, language, taste);
            Set<Integer> blocks = blocks(random, authors, taste);
            blocks.removeAll(follows);
            readers.add(
                    new Reader(
                            String.format(Locale.ROOT, "u-%04d", i + 1),
                            language,
                            vocabulary.country(language, random),
                            taste,
                            angle,
                            follows,
                            blocks,
                            0.25 + 0.5 * random.nextDouble(),
                            0.35 * random.nextGaussian(),
                            StrictMath.exp(0.5 * random.nextGaussian())));
        }
        return readers;
    }

    private static double[] taste(RandomGenerator random, int topics) {
        double[] taste = new double[topics];
        for (int i = 0; i < topics; i++) {
            taste[i] = -0.6 + 0.25 * random.nextGaussian();
        }
        for (int i = 0; i < FAVOURITES; i++) {
            taste[random.nextInt(topics)] += 1.4 - 0.3 * i;
        }
        double mean = Arrays.stream(taste).average().orElse(0);
        return Arrays.stream(taste).map(one -> one - mean).toArray();
    }

    private static Set<Integer> follows(
            RandomGenerator random, List<Author> authors, String language, double[] taste) {
        double[] appeal =
                authors.stream()
                        .mapToDouble(
                                author ->
                                        author.language().equals(language)
                                                ? StrictMath.exp(
                                                        1.6 * taste[author.topic()]
                                                                + 0.8 * author.quality())
                                                : 0.02)
                        .toArray();
        int wanted =
                Math.min(
                        authors.size() / 2,
                        2 + (int) (-StrictMath.log(1 - random.nextDouble()) * 6));
        return draw(random, appeal, wanted);
    }

    private static Set<Integer> blocks(
            RandomGenerator random, List<Author> authors, double[] taste) {
        double[] dislike =
                authors.stream()
                        .mapToDouble(
                                author ->
                                        StrictMath.exp(
                                                -1.5 * taste[author.topic()] - author.quality()))
                        .toArray();
        return draw(random, dislike, random.nextDouble() < 0.2 ? random.nextInt(1, 4) : 0);
    }

    private static Set<Integer> draw(RandomGenerator random, double[] weights, int count) {
        Set<Integer> drawn = new LinkedHashSet<>();
        for (int tries = 0; drawn.size() < count && tries < 20 * count; tries++) {
            drawn.add(weighted(random, weights));
        }
        return drawn;
    }

    private static int weighted(RandomGenerator random, double[] weights) {
        double at = random.nextDouble() * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length - 1; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.config.FeedrankException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Rows of posts, where a folder has them: at most one file {@code *posts.tsv.gz} of {@code post_id,
 * author_id, topic, language, created_at}, tab-separated, without a header. EB-NeRD has none.
 */
final class LoggedPosts {
    /** Author of posts of which nobody is named. */
    static final String NEWSROOM = "newsroom";

    private static final String GLOB = "*posts.tsv.gz";
    private static final int COLUMNS = 5;

    private LoggedPosts() {}

    /**
     * The rows of all folders, by post.
     *
     * @throws FeedrankException BAD_INPUT when a row cannot be read; the message names file and
     *     line
     */
    static Map<String, Post> in(List<Path> folders) {
        Map<String, Post> posts = new HashMap<>();
        for (Path folder : folders) {
            List<Path> files = files(folder);
            if (files.size() > 1) {
                throw FeedrankException.badInput(
                        folder + ": got files " + files + ", expected at most one " + GLOB);
            }
            files.forEach(file -> read(file, posts));
        }
        return posts;
    }

    /** The row of a post that has none: of the newsroom, as of when it is first seen. */
    static Post nameless(String id, Instant seen) {
        return new Post(id, NEWSROOM, seen.toEpochMilli(), "", "", "", Post.PUBLISHED, 0);
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, GLOB)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.BAD_INPUT, "cannot list " + folder + ": " + e, e);
        }
        return files;
    }

    private static void read(Path file, Map<String, Post> posts) {
        int number = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Post post = post(file, number, line.split("\t", -1));
                posts.put(post.id(), post);
            }
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.BAD_INPUT, "cannot read " + file + ": " + e, e);
        }
    }

    private static Post post(Path file, int number, String[] columns) {
        try {
            if (columns.length == COLUMNS) {
                return new Post(
                        columns[0],
                        columns[1],
                        Instant.parse(columns[4]).toEpochMilli(),
                        "",
                        columns[3],
                        columns[2],
                        Post.PUBLISHED,
                        0);
            }
        } catch (DateTimeException e) {
            throw FeedrankException.badInput(
                    file
                            + ":"
                            + number
                            + ": created_at: got '"
                            + columns[4]
                            + "', expected one like 2024-03-01T07:00:00Z");
        }
        throw FeedrankException.badInput(
                file
                        + ":"
                        + number
                        + ": got "
                        + columns.length
                        + " columns, expected post_id, author_id, topic, language, created_at");
    }
}

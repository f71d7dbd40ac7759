package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.stack.StackListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWorkTest {
    @TempDir private Path directory;

    @Test
    void what_a_demo_left_is_deleted() throws IOException {
        Path demo = directory.resolve("demo");
        DemoWork.empty(demo, StackListener.SILENT);
        Files.createDirectories(demo.resolve("offline/events"));
        Files.writeString(demo.resolve("offline/events/left.parquet"), "old");

        DemoWork.empty(demo, StackListener.SILENT);

        assertThat(demo.resolve("offline")).doesNotExist();
        assertThat(demo).isDirectory();
    }

    @Test
    void what_no_demo_made_is_left_alone() throws IOException {
        Path mine = directory.resolve("demo");
        Files.createDirectories(mine);
        Files.writeString(mine.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> DemoWork.empty(mine, StackListener.SILENT))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("not made by a demo");
        assertThat(mine.resolve("thesis.tex")).exists();
    }
}

package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the plugin learns where class files go. */
class FolderTest {
    @TempDir
    Path folder;

    /** As Surefire does when the tests of a module end that is built at the same time. */
    @Test
    void systemPropertiesAreSetBackMeanwhile() throws Exception {
        Properties before = (Properties) System.getProperties().clone();
        Path classes = folder.resolve("classes");
        Javac.Compiled compiled = new Javac(classes)
                .plugin("")
                .telling(new TaskListener() {
                    @Override
                    public void started(TaskEvent event) {
                        System.setProperties((Properties) before.clone());
                    }

                    @Override
                    public void finished(TaskEvent event) {
                        System.setProperties((Properties) before.clone());
                    }
                })
                .compile(List.of(Program.greet(folder.resolve("source"))));
        assertThat(compiled.findings()).isEmpty();
        assertThat(compiled.success()).as(compiled.printed()).isTrue();
        Program.runsWithoutAgent(classes);
    }

    @Test
    void theThreadIsAsItWasInTheEnd() throws Exception {
        Thread.UncaughtExceptionHandler own = (thread, error) -> {};
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler(own);
        try {
            new Javac(folder.resolve("classes")).plugin("").compile(List.of(Program.greet(folder.resolve("source"))));
            assertThat(Thread.currentThread().getUncaughtExceptionHandler()).isSameAs(own);
        } finally {
            Thread.currentThread()
                    .setUncaughtExceptionHandler(
                            before == Thread.currentThread().getThreadGroup() ? null : before);
        }
    }
}

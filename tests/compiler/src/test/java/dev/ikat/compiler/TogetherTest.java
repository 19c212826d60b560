package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several compilations in one JVM, and processors beside the plugin. */
class TogetherTest {
    private static final int TIMES = 3;
    private static final int THREADS = 3;

    /** Writes a source with an await for each class annotated Deprecated, and another for those it wrote; claims nothing. */
    private static final String PROCESSOR = """
            package processing;

            import java.io.*;
            import java.util.*;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;

            @SupportedAnnotationTypes("java.lang.Deprecated")
            public class Generating extends AbstractProcessor {
                @Override
                public SourceVersion getSupportedSourceVersion() {
                    return SourceVersion.latest();
                }

                @Override
                public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                    for (Element each : round.getElementsAnnotatedWith(Deprecated.class)) {
                        String name = each.getSimpleName() + "X";
                        if (name.length() > 8) {
                            return CLAIMS;
                        }
                        try (Writer source = processingEnv.getFiler().createSourceFile("greet." + name, each).openWriter()) {
                            source.write("package greet; import dev.ikat.*; import static dev.ikat.Ikat.*; @Deprecated class "
                                    + name + " { @Async static Coroutine<String> f() { await(yieldNow()); return done(\\""
                                    + name + "\\"); } }");
                        } catch (IOException error) {
                            throw new UncheckedIOException(error);
                        }
                    }
                    return CLAIMS;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void compilationsOneAfterTheOther() throws Exception {
        Path greet = Program.greet(folder);
        for (int i = 0; i < TIMES; i++) {
            Path classes = folder.resolve("classes" + i);
            assertThat(new Javac(classes).plugin("").compile(List.of(greet)).said())
                    .isEmpty();
            Program.runsWithoutAgent(classes);
        }
    }

    @Test
    void compilationsAtOnce() throws Exception {
        Path greet = Program.greet(folder);
        Path wrong = Program.write(
                folder, "greet/Wrong.java", "package greet; class Wrong { static void f() { Greet.greet(\"\"); } }");
        CyclicBarrier all = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Javac.Compiled>> compiled = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Javac javac =
                        new Javac(folder.resolve("classes" + i)).plugin("never-awaited=" + (i == 1 ? "error" : "off"));
                Callable<Javac.Compiled> one = () -> {
                    all.await();
                    return javac.compile(List.of(greet, wrong));
                };
                compiled.add(threads.submit(one));
            }
            for (int i = 0; i < THREADS; i++) {
                Javac.Compiled each = compiled.get(i).get();
                assertThat(each.success()).as("%s", each).isEqualTo(i != 1);
                assertThat(each.said()).hasSize(i == 1 ? 1 : 0);
                if (i != 1) {
                    Program.runsWithoutAgent(folder.resolve("classes" + i));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Path processor(boolean claims) throws Exception {
        Path source = Program.write(
                folder, "processing/Generating.java", PROCESSOR.replace("CLAIMS", Boolean.toString(claims)));
        Path classes = folder.resolve("processor");
        assertThat(new Javac(classes)
                        .with("-proc:none")
                        .compile(List.of(source))
                        .said())
                .isEmpty();
        Program.write(classes, "META-INF/services/javax.annotation.processing.Processor", "processing.Generating");
        return classes;
    }

    @Test
    void sourcesThatAProcessorWroteAreWovenInAllRounds() throws Exception {
        for (boolean claims : new boolean[] {false, true}) {
            Path processor = processor(claims);
            for (boolean isFirst : new boolean[] {false, true}) {
                String path = isFirst ? Child.path(processor, Javac.PLUGIN) : Child.path(Javac.PLUGIN, processor);
                rounds(path, folder.resolve("classes" + claims + isFirst));
            }
            Program.delete(processor);
        }
    }

    private void rounds(String processorPath, Path classes) throws Exception {
        Path greet = Program.greet(folder);
        Files.writeString(
                greet,
                Program.GREET
                        .replace("public class Greet", "@Deprecated public class Greet")
                        .replace(
                                "await(greet(\"a\"))", "await(GreetX.f()) + await(GreetXX.f()) + await(GreetXXX.f())"));
        assertThat(new Javac(classes)
                        .with("-processorpath", processorPath)
                        .plugin("")
                        .compile(List.of(greet))
                        .said())
                .isEmpty();
        assertThat(Program.isWoven(classes.resolve("greet/GreetXXX.class"))).isTrue();
        Child.java(folder)
                .with("-cp", Child.path(classes, Javac.RUNTIME), "greet.Greet")
                .run()
                .printed("GreetXGreetXXGreetXXX. Hello, b");
    }
}

package dev.ikat.compiler;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a native image cannot know beforehand: classes that are defined at run time, and members that are found by their names.
 * The runtime has a short list of such calls, each with a reason, and woven classes have none.
 */
class ImageTest {
    /** Calls that find or define something at run time, by owner and name. */
    private static final Pattern DYNAMIC = Pattern.compile("java/lang/reflect/.*"
            + "|java/lang/Class\\.(forName|new|get(Declared)?(Method|Field|Constructor|Classes|RecordComponent)|getResource).*"
            + "|java/lang/(ClassLoader|ModuleLayer|Compiler|System|Runtime)\\.(loadClass|defineClass|load|loadLibrary|define.*)"
            + "|java/lang/ClassLoader\\..*[rR]esource.*"
            + "|java/lang/invoke/MethodHandles\\.lookup|java/lang/invoke/MethodHandles\\$Lookup\\..*"
            + "|java/lang/invoke/(LambdaMetafactory|StringConcatFactory|MethodHandleProxies)\\..*"
            + "|java/util/concurrent/atomic/Atomic\\w+FieldUpdater\\.newUpdater"
            + "|java/util/(ServiceLoader|ResourceBundle)\\..*"
            + "|java/io/Object(In|Out)putStream\\..*|(sun|jdk)/.*");

    /**
     * Those of invokedynamic that an image resolves while it is built, as it does for all of Java; and the runtime's, which
     * does without a class of its own where class files are not to be had, see REASONS.
     */
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java/lang/invoke/LambdaMetafactory.metafactory",
            "java/lang/invoke/LambdaMetafactory.altMetafactory",
            "java/lang/invoke/StringConcatFactory.makeConcatWithConstants",
            "java/lang/runtime/ObjectMethods.bootstrap",
            "java/lang/runtime/SwitchBootstraps.typeSwitch",
            "dev/ikat/Generator.link");

    private static final String FIELD = "a field of its own by constant names: an image knows it";
    private static final String SIGNAL =
            "the JDK's signals, by the names in reflect-config.json; a proxy takes a lambda's" + " place in an image";
    private static final String VIRTUAL =
            "virtual threads, by the names in reflect-config.json; without them platform threads";
    private static final String ADVICE = "words of an error message; what an image does not know is left out";
    private static final String COPY =
            "a copy of itself from its class file; an image has none, and takes the shared class";
    private static final String SERVICE = "an image has the services that were there when it was built";

    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("dev/ikat/NotWoven: java/lang/Class.getDeclaredMethods", ADVICE),
            entry("dev/ikat/NotWoven: java/lang/reflect/Method.getName", ADVICE),
            entry("dev/ikat/NotWoven: java/lang/reflect/Method.getParameterCount", ADVICE),
            entry("dev/ikat/NotWoven: java/lang/reflect/Method.getParameterTypes", ADVICE),
            entry("dev/ikat/NotWoven: java/lang/reflect/Method.isAnnotationPresent", ADVICE),
            entry("dev/ikat/NotWoven: java/lang/reflect/Method.isSynthetic", ADVICE),
            entry("dev/ikat/SpecialisedGenerator: java/lang/Class.getResourceAsStream", COPY),
            entry(
                    "dev/ikat/SpecialisedGenerator: java/lang/invoke/MethodHandles$Lookup.defineHiddenClassWithClassData",
                    COPY),
            entry("dev/ikat/SpecialisedGenerator: java/lang/invoke/MethodHandles$Lookup.findStatic", COPY),
            entry("dev/ikat/SpecialisedGenerator: java/lang/invoke/MethodHandles$Lookup.lookupClass", COPY),
            entry("dev/ikat/SpecialisedGenerator: java/lang/invoke/MethodHandles.lookup", COPY),
            entry("dev/ikat/Threads$Virtual: java/lang/Class.forName", VIRTUAL),
            entry("dev/ikat/Threads$Virtual: java/lang/Class.getMethod", VIRTUAL),
            entry("dev/ikat/Threads$Virtual: java/lang/reflect/Method.invoke", VIRTUAL),
            entry("dev/ikat/loop/Inbox: java/lang/invoke/MethodHandles$Lookup.findVarHandle", FIELD),
            entry("dev/ikat/loop/Inbox: java/lang/invoke/MethodHandles.lookup", FIELD),
            entry("dev/ikat/loop/LoopOwner: java/lang/invoke/MethodHandles$Lookup.findVarHandle", FIELD),
            entry("dev/ikat/loop/LoopOwner: java/lang/invoke/MethodHandles.lookup", FIELD),
            entry("dev/ikat/loop/Pollers: java/util/ServiceLoader.iterator", SERVICE),
            entry("dev/ikat/loop/Pollers: java/util/ServiceLoader.load", SERVICE),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/Class.forName", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/invoke/LambdaMetafactory.metafactory", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/invoke/MethodHandles$Lookup.findConstructor", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/invoke/MethodHandles$Lookup.findStatic", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/invoke/MethodHandles$Lookup.findVirtual", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/invoke/MethodHandles.lookup", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/reflect/Method.getName", SIGNAL),
            entry("dev/ikat/loop/SystemSignal$Jdk: java/lang/reflect/Proxy.newProxyInstance", SIGNAL));

    @TempDir
    Path folder;

    /** The dynamic calls of a class file: "where: what". */
    private static Set<String> dynamicCalls(byte[] classFile) {
        Set<String> found = new TreeSet<>();
        ClassReader reader = new ClassReader(classFile);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String generic, String[] thrown) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode, String owner, String call, String of, boolean isInterface) {
                                add(owner + "." + call, false);
                            }

                            @Override
                            public void visitInvokeDynamicInsn(
                                    String call, String of, Handle bootstrap, Object... more) {
                                add(bootstrap.getOwner() + "." + bootstrap.getName(), true);
                                Arrays.stream(more)
                                        .filter(Handle.class::isInstance)
                                        .map(Handle.class::cast)
                                        .forEach(each -> add(each.getOwner() + "." + each.getName(), false));
                            }
                        };
                    }

                    private void add(String called, boolean isBootstrap) {
                        if (isBootstrap
                                ? !BOOTSTRAPS.contains(called)
                                : DYNAMIC.matcher(called).matches()) {
                            found.add(reader.getClassName() + ": " + called);
                        }
                    }
                },
                ClassReader.SKIP_DEBUG);
        return found;
    }

    @Test
    void theRuntimeFindsLittleByName() throws IOException {
        Set<String> found = new TreeSet<>();
        int classes = 0;
        try (ZipFile jar = new ZipFile(Javac.RUNTIME.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    classes++;
                    found.addAll(dynamicCalls(jar.getInputStream(entry).readAllBytes()));
                }
            }
        }
        assertThat(classes).isGreaterThan(100);
        assertThat(found).isEqualTo(new TreeSet<>(REASONS.keySet()));
    }

    @Test
    void wovenClassesFindNothingByName() throws Exception {
        Path generators = Program.write(folder, "Generators.java", """
                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class Generators {
                    @Async
                    Generator<Integer> count(int to) {
                        for (int i = 0; i < to; i++) {
                            emit(i);
                        }
                        emitAll(count(to - 1));
                        return end();
                    }

                    @Async
                    Generator<String> one() {
                        emit("one");
                        return end();
                    }

                    @Async
                    static AsyncGenerator<String> texts(AsyncGenerator<String> from) {
                        try {
                            for (String each : each(from)) {
                                emit(each + await(sleep(java.time.Duration.ZERO)));
                            }
                        } finally {
                            await(yieldNow());
                        }
                        return end();
                    }

                    @Async
                    private <T> Coroutine<T> recursive(T value, long n) {
                        return n == 0 ? done(value) : done(await(recursive(value, n - 1)));
                    }
                }
                """);
        Path classes = folder.resolve("classes");
        assertThat(new Javac(classes)
                        .plugin("")
                        .compile(List.of(generators, Program.greet(folder)))
                        .said())
                .isEmpty();
        Map<String, byte[]> files = Program.files(classes);
        assertThat(files.values().stream().filter(Program::isWoven)).hasSize(3);
        assertThat(files.values().stream()
                        .flatMap(each -> dynamicCalls(each).stream())
                        .toList())
                .isEmpty();
    }

    /** Names in the configuration that are wrong would be found by nobody but users. */
    @Test
    void theConfigurationNamesWhatIsThere() throws Exception {
        String type = "";
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String line : configuration("reflect-config.json").lines().toList()) {
            Matcher named = Pattern.compile("^    \"name\": \"(.+)\",$").matcher(line);
            if (named.find()) {
                type = named.group(1);
            }
            Matcher method = Pattern.compile("\"name\": \"([\\w<>]+)\", \"parameterTypes\": \\[(.*?)\\]")
                    .matcher(line);
            while (method.find()) {
                found++;
                String called = method.group(1) + "(" + method.group(2).replaceAll("[\" ]", "") + ")";
                if (!members(type).contains(called)) {
                    missing.add(type + "." + called);
                }
            }
        }
        assertThat(found).isEqualTo(9);
        assertThat(missing)
                .isEqualTo(
                        Runtime.version().feature() >= 21
                                ? List.of()
                                : List.of(
                                        "java.lang.Thread.ofVirtual()",
                                        "java.lang.Thread$Builder.name(java.lang.String,long)",
                                        "java.lang.Thread$Builder.factory()"));
        assertThat(configuration("proxy-config.json")).contains("sun.misc.SignalHandler");
    }

    private static String configuration(String name) throws IOException {
        try (ZipFile jar = new ZipFile(Javac.RUNTIME.toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/native-image/dev.ikat/ikat-runtime/" + name);
            return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> members(String type) {
        try {
            Class<?> found = Class.forName(type, false, ImageTest.class.getClassLoader());
            return Stream.<Executable>concat(
                            Stream.of(found.getDeclaredMethods()), Stream.of(found.getDeclaredConstructors()))
                    .map(each -> (each instanceof Constructor ? "<init>" : each.getName())
                            + Stream.of(each.getParameterTypes())
                                    .map(Class::getName)
                                    .collect(Collectors.joining(",", "(", ")")))
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException none) {
            return Set.of();
        }
    }
}

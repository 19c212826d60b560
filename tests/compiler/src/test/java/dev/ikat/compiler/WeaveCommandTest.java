package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar ikat-agent.jar weave} of folders and jars. */
@Tag("once")
class WeaveCommandTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final String GREET = "greet/Greet.class";
    private static final String UNTOUCHED = "greet/Greet$Untouched.class";

    @TempDir
    Path folder;

    private Path plain;
    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        plain = compiled("plain", Program.greet(folder.resolve("source")));
        jar = folder.resolve("app.jar");
    }

    private Path compiled(String name, Path... sources) throws IOException {
        Path classes = folder.resolve(name);
        assertThat(new Javac(classes)
                        .with("-proc:none")
                        .with("-cp", Child.path(Javac.RUNTIME, folder.resolve("lib")))
                        .compile(List.of(sources))
                        .success())
                .isTrue();
        return classes;
    }

    private Child.Ended weave(Path... targets) throws IOException, InterruptedException {
        return Child.weave(folder).with(targets).run();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setTime(1_234_567_890_000L + name.length() * 2_000L);
        entry.setComment("about " + name);
        if (method == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** The classes in an order that is not that of their names, after a file and before others. */
    private void pack(Map<String, byte[]> others) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setComment("packed by hand");
            put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8), 8);
            put(zip, "greet/", new byte[0], ZipEntry.STORED);
            put(zip, "greet/Greet$Nested.class", Files.readAllBytes(plain.resolve("greet/Greet$Nested.class")), 0);
            put(zip, UNTOUCHED, Files.readAllBytes(plain.resolve(UNTOUCHED)), ZipEntry.DEFLATED);
            put(zip, GREET, Files.readAllBytes(plain.resolve(GREET)), ZipEntry.DEFLATED);
            for (Map.Entry<String, byte[]> each : others.entrySet()) {
                put(zip, each.getKey(), each.getValue(), ZipEntry.STORED);
            }
        }
        Files.setLastModifiedTime(jar, LONG_AGO);
    }

    private void leavesTheJar(String... words) throws Exception {
        byte[] before = Files.readAllBytes(jar);
        Child.Ended ended = weave(jar);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output())
                .startsWith("[ikat] ")
                .contains(jar.toString())
                .contains(words);
        assertThat(ended.output().lines()).as("no stack trace").hasSize(1);
        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
        assertThat(left()).doesNotContain(".new");
    }

    /** All names in the folder. */
    private String left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().toString();
        }
    }

    @Test
    void aJarKeepsItsOrderTimesAndCompression() throws Exception {
        pack(Map.of("data.txt", new byte[] {1, 2, 3}));
        List<String> before = described();
        weave(jar).printed("");
        assertThat(described()).isEqualTo(before);
        assertThat(weave(plain).exitCode()).isZero();
        Map<String, byte[]> inJar = entries(jar);
        Program.files(plain)
                .forEach((name, content) -> assertThat(inJar.get(name)).as(name).isEqualTo(content));
        assertThat(inJar.get("data.txt")).isEqualTo(new byte[] {1, 2, 3});
        Child.java(folder)
                .with("-cp", Child.path(jar, Javac.RUNTIME), "greet.Greet")
                .run()
                .printed(Program.PRINTS);
    }

    /** What is to stay of each entry. */
    private List<String> described() throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Stream.concat(
                            Stream.of(zip.getComment()),
                            zip.stream()
                                    .map(entry -> entry.getName() + " " + entry.getMethod() + " "
                                            + entry.getLastModifiedTime() + " " + entry.getComment() + " "
                                            + Arrays.toString(entry.getExtra())))
                    .toList();
        }
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void aSecondRunTouchesNoFile() throws Exception {
        pack(Map.of());
        weave(jar, plain).printed("");
        byte[] woven = Files.readAllBytes(jar);
        Files.setLastModifiedTime(jar, LONG_AGO);
        for (String name : Program.files(plain).keySet()) {
            Files.setLastModifiedTime(plain.resolve(name), LONG_AGO);
        }
        weave(jar, plain).printed("");
        assertThat(Files.readAllBytes(jar)).isEqualTo(woven);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
        for (String name : Program.files(plain).keySet()) {
            assertThat(Files.getLastModifiedTime(plain.resolve(name))).as(name).isEqualTo(LONG_AGO);
        }
    }

    @Test
    void onlyWhatNeedsItIsWritten() throws Exception {
        for (String name : Program.files(plain).keySet()) {
            Files.setLastModifiedTime(plain.resolve(name), LONG_AGO);
        }
        weave(plain).printed("");
        assertThat(Files.getLastModifiedTime(plain.resolve(UNTOUCHED))).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(plain.resolve(GREET))).isGreaterThan(LONG_AGO);
        Program.runsWithoutAgent(plain);
    }

    @Test
    void aJarWithoutCoroutinesIsNotTouched() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(zip, "META-INF/A.SF", new byte[0], ZipEntry.STORED);
            put(zip, UNTOUCHED, Files.readAllBytes(plain.resolve(UNTOUCHED)), ZipEntry.DEFLATED);
            put(zip, "no.class", "text".getBytes(StandardCharsets.UTF_8), ZipEntry.DEFLATED);
            put(zip, "empty.class", new byte[0], ZipEntry.STORED);
        }
        Files.setLastModifiedTime(jar, LONG_AGO);
        weave(jar).printed("");
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
    }

    @Test
    void otherReleasesAndApplicationsArePartsOfTheirOwn() throws Exception {
        byte[] greet = Files.readAllBytes(plain.resolve(GREET));
        pack(Map.of("META-INF/versions/17/" + GREET, greet, "WEB-INF/classes/" + GREET, greet));
        weave(jar).printed("");
        assertThat(entries(jar).get("META-INF/versions/17/" + GREET))
                .isEqualTo(entries(jar).get(GREET))
                .isNotEqualTo(greet);
        assertThat(entries(jar).get("WEB-INF/classes/" + GREET))
                .isEqualTo(entries(jar).get(GREET));
    }

    @Test
    void jarsInTheJarStay() throws Exception {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(inner)) {
            put(zip, GREET, Files.readAllBytes(plain.resolve(GREET)), ZipEntry.DEFLATED);
        }
        pack(Map.of("BOOT-INF/lib/inner.jar", inner.toByteArray()));
        weave(jar).printed("");
        assertThat(entries(jar).get("BOOT-INF/lib/inner.jar")).isEqualTo(inner.toByteArray());
        assertThat(Program.isWoven(entries(jar).get(GREET))).isTrue();
    }

    @Test
    void aSignedJarIsRefused() throws Exception {
        pack(Map.of("META-INF/OWNER.SF", new byte[0]));
        leavesTheJar("the jar is signed (META-INF/OWNER.SF)", "Weave the classes before they are signed");
    }

    @Test
    void aJarThatBeginsWithAScriptIsRefused() throws Exception {
        pack(Map.of());
        byte[] zip = Files.readAllBytes(jar);
        try (OutputStream file = Files.newOutputStream(jar)) {
            file.write("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
            file.write(zip);
        }
        leavesTheJar("begins with something else");
    }

    @Test
    void aClassThatCannotBeReadLeavesTheJar() throws Exception {
        byte[] greet = Files.readAllBytes(plain.resolve(GREET));
        pack(Map.of("Cut.class", Arrays.copyOf(greet, greet.length - 100)));
        leavesTheJar("app.jar!/Cut.class: the class file cannot be read");
    }

    @Test
    void whatIsNoJarStays() throws Exception {
        Files.writeString(jar, "no jar");
        leavesTheJar("no jar that can be read");
        Files.delete(jar);
        Child.Ended ended = weave(jar);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains(jar.toString()).contains("there is no such folder or jar");
    }

    @Test
    void aJarThatIsDamagedStays() throws Exception {
        pack(Map.of());
        byte[] content = Files.readAllBytes(jar);
        // the first bytes of what Greet was compressed to: all behind are read in vain
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(GREET) + GREET.length();
        Arrays.fill(content, at + 40, at + 80, (byte) 0xFF);
        Files.write(jar, content);
        leavesTheJar("app.jar!/" + GREET);
    }

    @Test
    void aBadFileInAFolderDoesNotKeepTheOthersFromBeingWoven() throws Exception {
        byte[] greet = Files.readAllBytes(plain.resolve(GREET));
        byte[] cut = Arrays.copyOf(greet, greet.length - 100);
        Files.write(plain.resolve("greet/Cut.class"), cut);
        Child.Ended ended = weave(plain);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("Cut.class: the class file cannot be read")
                .hasLineCount(1);
        assertThat(Files.readAllBytes(plain.resolve("greet/Cut.class"))).isEqualTo(cut);
        Program.runsWithoutAgent(plain);
    }

    @Test
    void aRefusedMethodIsToldAndTheRestIsWoven() throws Exception {
        Path bad = compiled(
                "bad",
                Program.write(
                        folder.resolve("source"),
                        "Bad.java",
                        "class Bad { @dev.ikat.Async static void bad() { dev.ikat.Ikat.await(dev.ikat.Ikat.yieldNow()); } }"));
        Child.Ended ended = weave(bad, plain);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("[ikat] not woven: ").contains("Bad.java:1");
        Program.runsWithoutAgent(plain);
    }

    @Test
    void classesOfOtherJarsAreFoundOnTheClassPath() throws Exception {
        Path source = folder.resolve("source");
        compiled(
                "lib",
                Program.write(
                        source,
                        "lib/Base.java",
                        "package lib; class Base { public String toString() { return \"base\"; } }"),
                Program.write(source, "lib/Left.java", "package lib; public class Left extends Base {}"),
                Program.write(source, "lib/Right.java", "package lib; public class Right extends Base {}"));
        Path app = Program.write(source, "app/App.java", """
                package app;

                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class App {
                    @Async
                    static Coroutine<String> pick(boolean left) {
                        var picked = left ? new lib.Left() : new lib.Right();
                        await(yieldNow());
                        return done("" + (Object) picked);
                    }

                    public static void main(String[] arguments) {
                        System.out.println(Ikat.run(pick(arguments.length == 0)));
                    }
                }
                """);
        Path lib = folder.resolve("lib");
        Path without = compiled("without", app);
        Path with = compiled("with", app);
        weave(without).printed("");
        Child.weave(folder)
                .with("-cp", Child.path(folder.resolve("none.jar"), lib))
                .with(with)
                .run()
                .printed("");
        assertThat(run(without, lib).badly().output()).contains("lib.Base");
        run(with, lib).printed("base");
    }

    private Child.Ended run(Path classes, Path lib) throws Exception {
        return Child.java(folder)
                .with("-cp", Child.path(classes, lib, Javac.RUNTIME), "app.App")
                .run();
    }

    @Test
    void permissionsAndLinksStay() throws Exception {
        pack(Map.of());
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);
        weave(link).printed("");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Program.isWoven(entries(jar).get(GREET))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)))
                .isEqualTo("rw-r--r-x");
        assertThat(left()).doesNotContain(".new");
    }

    @Test
    void aWrongCommandLineSaysWhatIsRight() throws Exception {
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("wave", "a"),
                List.of("weave"),
                List.of("weave", "-cp"),
                List.of("weave", "-x", "a"))) {
            Child.Ended ended = Child.java(folder)
                    .with("-jar", Javac.AGENT.toString())
                    .with(arguments.toArray(new String[0]))
                    .run();
            assertThat(ended.exitCode()).as("%s", arguments).isEqualTo(2);
            assertThat(ended.output())
                    .contains("usage: java -jar ikat-agent.jar weave [-cp <class path>]")
                    .hasLineCount(2);
        }
    }
}

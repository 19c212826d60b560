package dev.ikat.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project in a folder, and the Maven that runs this build. It is offline: its local repository is that of this build, by
 * links, with our own artifacts beside them, so that nothing is written into the real one.
 */
final class Maven implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("ikat.root"));
    private static final String VERSION = System.getProperty("ikat.version");
    private static final Path HOME = Path.of(System.getProperty("ikat.maven.home"));

    private final Path project;
    private final Path repository;

    Maven(Path folder) throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        repository = Files.createDirectories(folder.resolve("repository"));
        link(Path.of(System.getProperty("ikat.maven.repository")), repository, List.of("dev", "ikat"));
        install("ikat-runtime", Javac.RUNTIME, ROOT.resolve("runtime/core/pom.xml"));
        install("ikat-compiler-plugin", Javac.PLUGIN, Javac.PLUGIN.resolveSibling("dependency-reduced-pom.xml"));
        Path parent = Files.createDirectories(ours("ikat-parent"));
        Files.copy(ROOT.resolve("pom.xml"), parent.resolve("ikat-parent-" + VERSION + ".pom"));
    }

    /** Links to all in the folder, but for the way to our own. */
    private static void link(Path from, Path to, List<String> own) throws IOException {
        Files.createDirectories(to);
        if (own.isEmpty() || !Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                if (!each.getFileName().toString().equals(own.get(0))) {
                    Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
                }
            }
        }
        link(from.resolve(own.get(0)), to.resolve(own.get(0)), own.subList(1, own.size()));
    }

    private Path ours(String artifact) {
        return repository.resolve("dev/ikat/" + artifact + "/" + VERSION);
    }

    private void install(String artifact, Path jar, Path pom) throws IOException {
        Path place = Files.createDirectories(ours(artifact));
        Files.copy(jar, place.resolve(artifact + "-" + VERSION + ".jar"));
        Files.copy(pom, place.resolve(artifact + "-" + VERSION + ".pom"));
    }

    /** Takes the links away, before somebody follows them. */
    @Override
    public void close() throws IOException {
        Program.delete(repository);
    }

    Path project() {
        return project;
    }

    /** Runs goals in the project. */
    Child.Ended run(String... goals) throws IOException, InterruptedException {
        return Child.of(project, HOME.resolve("bin/mvn").toString())
                .with("-o", "-B", "-ntp", "-Dstyle.color=never", "-Dmaven.repo.local=" + repository)
                // by it Maven would ask which server each file came from
                .with("-Daether.enhancedLocalRepository.trackingFilename=none")
                .with(goals)
                .variable("JAVA_HOME", Child.JAVA_HOME.toString())
                .variable("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .run();
    }

    /** A POM with a block of docs/compiler.md, with what is added to its configuration, and further dependencies. */
    void pom(String block, String dependencies) throws IOException {
        Files.writeString(project.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>test</groupId>
                  <artifactId>project</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>dev.ikat</groupId>
                      <artifactId>ikat-runtime</artifactId>
                      <version>%s</version>
                    </dependency>
                    %s
                  </dependencies>
                  <build>
                    <pluginManagement>
                      <plugins>
                        %s
                      </plugins>
                    </pluginManagement>
                    <plugins>
                      %s
                    </plugins>
                  </build>
                </project>
                """.formatted(VERSION, dependencies, versions(), block));
    }

    /** The block to paste where there are no annotation processors. */
    static String block() throws IOException {
        return blocks().get(0);
    }

    /** The one beside processors. */
    static String blockWithProcessors() throws IOException {
        return blocks().get(1);
    }

    private static List<String> blocks() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/compiler.md"));
        String section = text.substring(text.indexOf("\n## Maven"), text.indexOf("\n## Gradle"));
        return Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** What this build uses is there. */
    private static String versions() throws IOException {
        StringBuilder versions = new StringBuilder();
        for (String plugin : List.of("maven-compiler-plugin", "maven-resources-plugin")) {
            versions.append("<plugin><artifactId>" + plugin + "</artifactId><version>")
                    .append(found("<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)</version>"))
                    .append("</version></plugin>");
        }
        return versions.toString();
    }

    /** The first group, in the POM of this build. */
    static String found(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve("pom.xml")));
        if (!matcher.find()) {
            throw new AssertionError("the POM has no " + pattern);
        }
        return matcher.group(1);
    }
}

package dev.ikat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acme.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls are found where they stand, in class files of any kind. */
class CallSitesTest {
    private static CallSites read(Path file) throws IOException {
        return CallSites.in(Files.readAllBytes(file));
    }

    private static CallSites of(Class<?> type) throws IOException {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        try (InputStream file = type.getResourceAsStream(name + ".class")) {
            return CallSites.in(file.readAllBytes());
        }
    }

    /** The lines of the source on which one of the names is called or referred to. */
    private static List<Integer> lines(String code) throws IOException {
        Pattern pattern = Pattern.compile(code);
        List<String> source = Files.readAllLines(Path.of("src/test/java/acme/World.java"));
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            if (pattern.matcher(source.get(i)).find()) {
                lines.add(i + 1);
            }
        }
        return lines;
    }

    private static List<Integer> lines(CallSites sites, String call) {
        return sites.calls(NotSimulated::isOne).stream()
                .filter(each -> each.startsWith(call + " ("))
                .map(each -> Pattern.compile("\\(World\\.java:(\\d+)\\)$")
                        .matcher(each)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElseThrow())
                .map(place -> Integer.parseInt(place.replaceAll("\\D", "")))
                .toList();
    }

    @Test
    void callsAndReferencesAreFoundOnTheirLines() throws IOException {
        CallSites world = of(World.class);
        assertThat(lines(world, "System.nanoTime")).hasSize(4).isEqualTo(lines("System(\\.|::)nanoTime"));
        assertThat(lines(world, "Instant.now")).hasSize(2).isEqualTo(lines("Instant(\\.|::)now"));
        assertThat(lines(world, "UUID.randomUUID")).hasSize(2).isEqualTo(lines("UUID(\\.|::)randomUUID"));
        assertThat(lines(world, "new Random"))
                .hasSize(3)
                .isEqualTo(
                        lines("= new Random\\(\\)|\\(\\) -> new Random\\(\\)\\.nextLong\\(\\)\\);|Random::new").stream()
                                .filter(line -> line > 0)
                                .limit(3)
                                .toList());
        assertThat(lines(world, "Executors.newCachedThreadPool")).isEqualTo(lines("newCachedThreadPool"));
        assertThat(lines(world, "List.parallelStream")).isEqualTo(lines("parallelStream\\(\\)"));
        assertThat(world.classes()).contains("java/util/UUID", "acme/World", "acme/World$Worker");
    }

    /** All instructions and constants that compilers write are there. */
    @Test
    void everyClassOfAPackageOfTheJdkIsRead() throws IOException {
        Path util = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util");
        int files = 0;
        int calls = 0;
        try (Stream<Path> tree = Files.list(util)) {
            for (Path file :
                    tree.filter(each -> each.toString().endsWith(".class")).toList()) {
                calls += read(file)
                        .calls((owner, name, descriptor) -> name.equals("hashCode") && descriptor.equals("()I"))
                        .size();
                files++;
            }
        }
        assertThat(files).isGreaterThan(300);
        assertThat(calls).isGreaterThan(20);
        assertThat(read(util.resolve("UUID.class")).calls(NotSimulated::isOne))
                .allMatch(each -> each.startsWith("new SecureRandom ("));
    }

    @Test
    void whatIsNoClassFileIsRefused() {
        assertThatThrownBy(() -> CallSites.in(new byte[100])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotSimulatedIsToldByItsDescriptor() {
        assertThat(NotSimulated.isOne("java/time/Instant", "now", "()Ljava/time/Instant;"))
                .isTrue();
        assertThat(NotSimulated.isOne("java/time/Instant", "now", "(Ljava/time/Clock;)Ljava/time/Instant;"))
                .isFalse();
        assertThat(NotSimulated.isOne("java/util/Random", "<init>", "()V")).isTrue();
        assertThat(NotSimulated.isOne("java/util/Random", "<init>", "(J)V")).isFalse();
        assertThat(NotSimulated.isOne("java/util/Random", "nextInt", "()I")).isFalse();
    }
}

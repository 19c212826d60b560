package dev.ikat.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Each promise of docs/asyncio-semantics.md names the tests that hold it, and these are there. */
class SemanticsTableTest {
    private static final Path TABLE = Path.of(System.getProperty("ikat.root"), "docs", "asyncio-semantics.md");
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (`\\w+\\.\\w+`(?:, `\\w+\\.\\w+`)*) \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final List<String> PACKAGES =
            List.of("dev.ikat.", "dev.ikat.loop.", "dev.ikat.sync.", "dev.ikat.io.");
    private static final Set<Class<? extends Annotation>> TESTS =
            Set.of(Test.class, ParameterizedTest.class, TestFactory.class, Property.class, Example.class);

    @Test
    void eachPromiseNamesItsTests() throws IOException {
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(70).allMatch(row -> ROW.matcher(row).matches());
        assertThat(rows.stream().map(SemanticsTableTest::promise)).doesNotHaveDuplicates();
    }

    @Test
    void theTestsAreThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String row : rows()) {
            for (Matcher name = NAME.matcher(row); name.find(); ) {
                if (!isTest(name.group(1), name.group(2))) {
                    missing.add(name.group() + " for: " + promise(row));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void itKnowsATest() {
        assertThat(isTest("SemaphoreTest", "releaseAddsAPermit")).isTrue();
        assertThat(isTest("SemaphoreProperties", "noPermitIsEverLostOrDoubled")).isTrue();
        assertThat(isTest("SemaphoreTest", "releaseAddsNoPermit")).isFalse();
        assertThat(isTest("SemaphoresTest", "releaseAddsAPermit")).isFalse();
        assertThat(isTest("Tried", "turns")).as("a method that is no test").isFalse();
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| ") && !line.equals("| promise | tests |"))
                .toList();
    }

    private static String promise(String row) {
        Matcher matcher = ROW.matcher(row);
        return matcher.matches() ? matcher.group(1) : row;
    }

    private static boolean isTest(String className, String method) {
        Class<?> type = type(className);
        return type != null
                && Arrays.stream(type.getDeclaredMethods())
                        .filter(each -> each.getName().equals(method))
                        .flatMap(each -> Stream.of(each.getAnnotations()))
                        .anyMatch(annotation -> TESTS.contains(annotation.annotationType()));
    }

    private static @Nullable Class<?> type(String name) {
        for (String prefix : PACKAGES) {
            try {
                return Class.forName(prefix + name, false, SemanticsTableTest.class.getClassLoader());
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        return null;
    }
}

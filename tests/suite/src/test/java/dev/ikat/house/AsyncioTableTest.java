package dev.ikat.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Ikat;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * docs/asyncio-to-ikat.md is complete and true: each name of asyncio-names.txt (the public names of Python 3.14's asyncio
 * and contextvars, without those of Windows handles) stands in the first column of one row, and what stands in the second
 * exists, unless the row says that it is not there yet.
 */
class AsyncioTableTest {
    private static final Path ROOT = Path.of(System.getProperty("ikat.root"));
    private static final String NOT_YET = "not there yet";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<String> PACKAGES =
            List.of("dev.ikat.", "dev.ikat.sync.", "dev.ikat.loop.", "dev.ikat.io.");

    /** A row: {@code | `name(…)`, `name` | `Ikat's` | remark |}. */
    private record Row(List<String> asyncio, List<String> ikat, String line) {
        boolean isThere() {
            return !line.contains(NOT_YET);
        }
    }

    @Test
    void eachNameOfAsyncioHasOneRow() throws IOException {
        List<String> names = Files.readAllLines(ROOT.resolve("tests/suite/src/test/resources/asyncio-names.txt"));
        assertThat(names).hasSizeGreaterThan(250);
        List<String> inTable =
                rows().stream().flatMap(row -> row.asyncio.stream()).toList();
        assertThat(inTable).doesNotHaveDuplicates();
        assertThat(without(names, inTable)).as("names without a row").isEmpty();
        assertThat(without(inTable, names)).as("not in the list of names").isEmpty();
    }

    @Test
    void whatARowNamesExists() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            row.ikat.stream()
                    .filter(name -> exists(name) != row.isThere())
                    .forEach(name ->
                            wrong.add(name + (row.isThere() ? " does not exist: " : " is there by now: ") + row.line));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRowWithoutANameSaysWhy() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.ikat.isEmpty())
                .isNotEmpty()
                .allMatch(row -> row.line.matches("\\|[^|]*\\| – \\| [^|]+ \\|"));
    }

    @Test
    void itKnowsWhatExists() {
        assertThat(Stream.of(
                        "Task", "new Queue(capacity)", "start(x)", "Runner.Builder.loopFactory(f)", "ALL_COMPLETED"))
                .allMatch(AsyncioTableTest::exists);
        assertThat(Stream.of("Tusk", "new Queues(capacity)", "begin(x)", "Runner.Builder.loops(f)", "Task.begin()"))
                .noneMatch(AsyncioTableTest::exists);
    }

    private static Set<String> without(List<String> names, List<String> others) {
        Set<String> left = new TreeSet<>(names);
        others.forEach(left::remove);
        return left;
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/asyncio-to-ikat.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(AsyncioTableTest::row)
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split("\\|");
        assertThat(cells).as(line).hasSize(4);
        return new Row(names(cells[1]), names(cells[2]), line);
    }

    /** Without arguments: {@code Queue.put(item)} is Queue.put. */
    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        for (Matcher code = CODE.matcher(cell); code.find(); ) {
            names.add(code.group(1).replaceFirst("\\(.*", ""));
        }
        return names;
    }

    /** A type; a type and its member; or a member of Ikat. */
    private static boolean exists(String code) {
        String name = code.replaceFirst("\\(.*", "").replaceFirst("^new ", "");
        int dot = name.lastIndexOf('.');
        Class<?> type = type(name);
        Class<?> owner = dot < 0 ? Ikat.class : type(name.substring(0, dot));
        return type != null || (owner != null && hasMember(owner, name.substring(dot + 1)));
    }

    private static @Nullable Class<?> type(String name) {
        for (String prefix : PACKAGES) {
            try {
                Class<?> type = Class.forName(prefix + name.replace('.', '$'));
                return Modifier.isPublic(type.getModifiers()) ? type : null;
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        return null;
    }

    private static boolean hasMember(Class<?> owner, String name) {
        return Stream.concat(Arrays.stream(owner.getMethods()), Arrays.stream(owner.getFields()))
                .anyMatch(member -> member.getName().equals(name));
    }
}

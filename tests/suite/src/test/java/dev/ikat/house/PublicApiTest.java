package dev.ikat.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What programs and generated code may use is written down in {@code api.txt}: a change of it is seen in review. To accept
 * one, copy {@code target/api.txt} over it.
 */
class PublicApiTest {
    private static final Path CLASSES = Path.of(System.getProperty("ikat.root"), "runtime/core/target/classes");

    @Test
    void isAsWrittenDown() throws Exception {
        List<String> actual = new ArrayList<>();
        for (String name : classNames()) {
            describe(Class.forName(name, false, getClass().getClassLoader()), actual);
        }
        Files.write(Path.of("target/api.txt"), actual);
        assertThat(actual)
                .as("the public API; if the change is meant, copy tests/suite/target/api.txt to src/test/resources")
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/api.txt")));
    }

    private static List<String> classNames() throws IOException {
        try (Stream<Path> tree = Files.walk(CLASSES)) {
            return tree.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static void describe(Class<?> type, List<String> lines) {
        if (!isVisible(type)) {
            return;
        }
        lines.add(type.toGenericString().replaceAll("\\b(non-)?sealed ", "") // newer JDKs print it
                + (type.getGenericSuperclass() == null || type.getSuperclass() == Object.class
                        ? ""
                        : " extends " + type.getGenericSuperclass().getTypeName())
                + interfaces(type));
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            add(members, field, field, field.toGenericString());
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            add(members, constructor, constructor, constructor.toGenericString());
        }
        for (Method method : type.getDeclaredMethods()) {
            add(members, method, method, method.toGenericString());
        }
        members.stream().sorted().forEach(lines::add);
    }

    private static void add(List<String> members, Member member, AnnotatedElement element, String text) {
        boolean visible = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        if (visible && !member.isSynthetic()) {
            members.add("    " + text + (element.isAnnotationPresent(Deprecated.class) ? " (deprecated)" : ""));
        }
    }

    private static String interfaces(Class<?> type) {
        List<String> names = Stream.of(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .toList();
        return names.isEmpty() ? "" : " implements " + String.join(", ", names);
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return visible && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }
}

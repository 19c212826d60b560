package dev.ikat.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rooms of the test kit in ARCHITECTURE.md: it needs no test framework but where it serves one. */
@Tag("once")
class DirectionsTest {
    private static final String[] RUNTIME = {
        "java..", "dev.ikat", "dev.ikat.io", "dev.ikat.loop", "dev.ikat.frame", "dev.ikat.woven"
    };
    private static final JavaClasses KIT = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void theKitStandsOnTasksAndTheLoop() {
        onlyUses("dev.ikat.testkit");
    }

    @Test
    void eachFrameworkHasItsRoom() {
        onlyUses("dev.ikat.testkit.junit", "dev.ikat.testkit", "org.junit.platform..");
        onlyUses("dev.ikat.testkit.jqwik", "dev.ikat.testkit", "net.jqwik.api..");
    }

    private static void onlyUses(String room, String... others) {
        String[] allowed = new String[1 + others.length + RUNTIME.length];
        allowed[0] = room;
        System.arraycopy(others, 0, allowed, 1, others.length);
        System.arraycopy(RUNTIME, 0, allowed, 1 + others.length, RUNTIME.length);
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyAccessClassesThat()
                .resideInAnyPackage(allowed)
                .check(KIT);
    }
}

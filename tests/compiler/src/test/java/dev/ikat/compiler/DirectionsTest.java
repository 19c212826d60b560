package dev.ikat.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rooms of the plugin in ARCHITECTURE.md; and of the JDK's compiler it uses what is exported, so that it runs without flags. */
class DirectionsTest {
    private static final String[] JDK = {"java..", "javax..", "com.sun.source.."};
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .importPath(Path.of(System.getProperty("ikat.root"), "compiler-plugin/target/classes"));

    @Test
    void sourceKnowsTheWeaversWordsOnly() {
        onlyUses("dev.ikat.compiler.source", "dev.ikat.weave.plan");
    }

    @Test
    void rulesStandOnSource() {
        onlyUses("dev.ikat.compiler.rules", "dev.ikat.compiler.source", "dev.ikat.weave.plan");
    }

    @Test
    void thePluginStandsOnRulesAndTheWeaver() {
        onlyUses(
                "dev.ikat.compiler",
                "dev.ikat.compiler.rules",
                "dev.ikat.compiler.source",
                "dev.ikat.weave",
                "dev.ikat.weave.plan",
                "dev.ikat.weave.types");
    }

    private static void onlyUses(String room, String... others) {
        String[] allowed = new String[1 + others.length + JDK.length];
        allowed[0] = room;
        System.arraycopy(others, 0, allowed, 1, others.length);
        System.arraycopy(JDK, 0, allowed, 1 + others.length, JDK.length);
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyAccessClassesThat()
                .resideInAnyPackage(allowed)
                .check(PLUGIN);
    }
}

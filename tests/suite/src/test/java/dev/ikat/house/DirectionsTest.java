package dev.ikat.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rooms of ARCHITECTURE.md and the arrows between them: no cycle, and none that is not listed here. */
@Tag("once")
class DirectionsTest {
    private static final Path ROOT = Path.of(System.getProperty("ikat.root"));
    private static final JavaClasses RUNTIME = classesOf("runtime/core");
    private static final JavaClasses AGENT = classesOf("agent");

    /** The contract gives EventLoop one method that names what is awaited; its body is the runner's. */
    private static final DescribedPredicate<JavaClass> EVENT_LOOP =
            name("dev.ikat.loop.EventLoop").forSubtype();

    private static JavaClasses classesOf(String module) {
        return new ClassFileImporter().importPath(ROOT.resolve(module).resolve("target/classes"));
    }

    @Test
    void classesAreThereToBeChecked() {
        assertThat(RUNTIME).hasSizeGreaterThan(30);
        assertThat(AGENT).hasSizeGreaterThan(20);
    }

    @Test
    void noPackageCycles() {
        slices().matching("dev.ikat.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(EVENT_LOOP, alwaysTrue())
                .check(RUNTIME);
        slices().matching("dev.ikat.(**)").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void framesKnowNothingElse() {
        onlyUses("dev.ikat.frame").check(RUNTIME);
    }

    @Test
    void theLoopKnowsNothingOfTasks() {
        noClasses()
                .that(resideInAPackage("dev.ikat.loop").and(DescribedPredicate.not(EVENT_LOOP)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.ikat", "dev.ikat.frame", "dev.ikat.woven", "dev.ikat.sync", "dev.ikat.io"))
                .check(RUNTIME);
        noClasses()
                .that(EVENT_LOOP)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.ikat")
                        .and(DescribedPredicate.not(name("dev.ikat.Awaitable")
                                .or(name("dev.ikat.Runner"))
                                .forSubtype())))
                .check(RUNTIME);
    }

    @Test
    void tasksStandOnFramesAndTheLoop() {
        onlyUses("dev.ikat", "dev.ikat.frame", "dev.ikat.loop").check(RUNTIME);
    }

    @Test
    void wovenFramesAreCoroutines() {
        onlyUses("dev.ikat.woven", "dev.ikat", "dev.ikat.frame").check(RUNTIME);
    }

    @Test
    void primitivesStandOnTasksOnly() {
        onlyUses("dev.ikat.sync", "dev.ikat").check(RUNTIME);
    }

    @Test
    void streamsStandOnTasksAndTheLoop() {
        onlyUses("dev.ikat.io", "dev.ikat", "dev.ikat.loop").check(RUNTIME);
    }

    @Test
    void theWeaverDecidesInOneRoomAndEmitsInAnother() {
        onlyUses("dev.ikat.weave.plan").check(AGENT);
        onlyUses("dev.ikat.weave.analysis", "dev.ikat.weave.plan").check(AGENT);
        onlyUses("dev.ikat.weave.types").check(AGENT);
        onlyUses("dev.ikat.weave.normalise", "dev.ikat.weave.plan", "dev.ikat.weave.analysis", "dev.ikat.weave.types")
                .check(AGENT);
        onlyUses("dev.ikat.weave.emit", "dev.ikat.weave.plan").check(AGENT);
    }

    @Test
    void theAgentDoesNotNeedTheRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.ikat",
                        "dev.ikat.frame",
                        "dev.ikat.loop",
                        "dev.ikat.woven",
                        "dev.ikat.sync",
                        "dev.ikat.io"))
                .check(AGENT);
    }

    /** Classes of the first package use, of ours, only these. */
    private static ArchRule onlyUses(String room, String... others) {
        String[] allowed = new String[others.length + 4];
        allowed[0] = room;
        System.arraycopy(others, 0, allowed, 1, others.length);
        allowed[others.length + 1] = "java..";
        allowed[others.length + 2] = "javax..";
        allowed[others.length + 3] = "org..";
        return classes()
                .that(resideInAPackage(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed)
                        .or(JavaClass.Predicates.type(Object.class))
                        .or(arraysAndPrimitives()));
    }

    private static DescribedPredicate<JavaClass> arraysAndPrimitives() {
        return DescribedPredicate.describe("arrays and primitives", type -> type.isArray() || type.isPrimitive());
    }
}

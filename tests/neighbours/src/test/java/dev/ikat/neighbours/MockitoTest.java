package dev.ikat.neighbours;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inline mock maker changes woven classes after they are loaded: mocks, spies and static mocks of them. */
class MockitoTest {
    @TempDir
    Path directory;

    private ChildJvm.Ended run(boolean mockitoFirst, String main, String... programs) throws Exception {
        App.of(List.of(Jars.MOCKITO), programs).into(directory);
        return ChildJvm.beside(Jars.MOCKITO.toString(), mockitoFirst)
                .with("-XX:-PrintWarnings") // that class data sharing ends where an agent adds to the boot class path
                .classPath(Jars.MOCKITO, Jars.BYTE_BUDDY, Jars.BYTE_BUDDY_AGENT, Jars.OBJENESIS, directory)
                .run(main);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mocksSpiesAndStaticMocksOfWovenClasses(boolean mockitoFirst) throws Exception {
        run(mockitoFirst, "mocked.Mocked", "Mocked.java").printed("""
                other: real before 1, real before 2, y
                mock: rain
                unstubbed: null
                answer: sun in Rome
                spy: real Oslo 1, real Oslo 2
                stubbed spy: stub
                interface: default mocked
                static: mocked x
                other argument: null
                real: fixed z
                after: fixed x, fixed own!
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stubsAreSeenByCallsWithinTheClass(boolean mockitoFirst) throws Exception {
        run(mockitoFirst, "mocked.SelfCalls", "SelfCalls.java").printed("""
                final: stub, stub
                calls: 3
                static: stub, stub
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stubsOfPrimitivesAreSeen(boolean mockitoFirst) throws Exception {
        run(mockitoFirst, "mocked.Primitives", "Primitives.java").printed("""
                before: real
                mock: stub
                lock: locked
                spy: real
                stubbed spy: stub
                after: real locked
                """);
    }

    /** Then the mock maker's transformer stands before ours for changed classes, which is added at the first woven class. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameWhenMocksAreMadeBeforeAnythingIsWoven(boolean mockitoFirst) throws Exception {
        run(mockitoFirst, "mocked.Earlier", "Earlier.java", "SelfCalls.java").printed("""
                false
                final: stub, stub
                calls: 3
                static: stub, stub
                """);
    }
}

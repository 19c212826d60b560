package dev.ikat.weave.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Some programs of the corpus that together reach nearly all of the weaver, compiled together and once: the profile
 * {@code pit} runs them for each of many mutants. {@link CorpusTest} has all programs.
 */
class CorpusSample {
    private static final List<String> PROGRAMS = List.of("""
            TailReturnsOfValues Primitives WideBelowAwait SixOperands LoopCarriedValues
            NewMerges NewWithTryInArguments NestedConstructorThrows SelfCapturingArguments
            ManyConstructions MergedTypes MergedInaccessible NullOnlyVariables OnlyNull
            ReusedSlots NarrowTypesShareSlots DeadThenLive ReturnsThroughFinally
            FinallyReturnsInLoop AsyncResources MixedResources CloseFailures
            SwitchesWithTriesOnTheStack SynchronizedElsewhere CloseInSynchronized
            EndlessLoopLeftByReturn InterpretedInALoop TaskMethods TaskTailReturns
            TaskLambdas FutureMethods AwaitsOfAllKinds UserAwaitables CapturedAcrossAwaits
            NestedLambdas SerialisableLambdas MutualRecursion RecursionWithLoops
            RecursionThreeHundredDeep TailChains BridgesAndCovariance InterfaceMethods
            PrivateMethods SuperCalls VirtualCalls ClashingNames RecordsWithAsync
            GenericMethods NoAwaitAtAll NestedFinally UnfinishedAroundTry ReturnsInCatchOnlyTries
            DoneInTryInSynchronized ReturnFromSynchronized NewWithResourcesInArguments
            EmitAsArgument EmitInTries EmitAllNested GeneratorReturns GeneratorLambdas
            AsyncGeneratorMix EachLabels EachReturns EachClosingFails EachInGenerators
            EachFinallyLeaves EachByHand EachOnTheStack
            """.strip().split("\\s+"));

    private static final Map<String, Map<String, byte[]>> CLASSES = new TreeMap<>();

    /** Of the programs whose class files do not tell. */
    private static final Map<String, List<String>> PLAIN = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        if (CLASSES.isEmpty()) {
            compile();
        }
        return PROGRAMS.stream()
                .map(program -> DynamicTest.dynamicTest(program, () -> agree(program, CLASSES.get(program))));
    }

    private static void agree(String program, Map<String, byte[]> classes) {
        List<String> plain = PLAIN.containsKey(program) ? PLAIN.get(program) : Traces.plain(program, classes);
        Traces.agree(program, plain, classes, "with -g");
    }

    private static void compile() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Path file : Programs.here()) {
            if (PROGRAMS.contains(Programs.main(file))) {
                sources.put(file.getFileName().toString(), Files.readString(file));
                List<String> plain = Traces.plain(file);
                if (plain != null) {
                    PLAIN.put(Programs.main(file), plain);
                }
            }
        }
        InMemory.compile(sources, "-g", "-parameters")
                .forEach((name, bytes) -> CLASSES.computeIfAbsent(
                                name.replaceAll("\\$.*", ""), program -> new TreeMap<>())
                        .put(name, bytes));
    }
}

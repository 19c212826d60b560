package dev.ikat.weave.random;

import dev.ikat.Coroutine;
import dev.ikat.PlainAwait;
import dev.ikat.Runner;
import dev.ikat.loop.TimerHandle;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.corpus.InMemory;
import dev.ikat.weave.corpus.Plain;
import dev.ikat.weave.corpus.PlainSource;
import dev.ikat.weave.random.Scenario.Mode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs the programs of a batch, plainly and woven, under all their scenarios, and finds the first difference. */
final class Trial {
    /** Where the generated classes are, each in a package of its own. */
    static final String PACKAGE = "random.p";

    /** The end of the name of a package that has a program for the plain run only. */
    private static final String PLAIN = "plain";

    private static final List<Mode> WOVEN =
            List.of(Mode.NEVER_SUSPENDING, Mode.ALWAYS_SUSPENDING, Mode.RANDOMLY_SUSPENDING);
    /** How often each random schedule is run; more than once makes programs hot. */
    private static final int REPEATS = Integer.getInteger("ikat.random.repeats", 1);

    private static final int MOST_TRIED = 25;

    private final Runner runner;
    private final List<String> refusals = new ArrayList<>();

    private Trial(Runner runner) {
        this.runner = runner;
    }

    /** What is wrong with the batch, for a reader; null when nothing is. */
    static String check(Batch batch) {
        Map<String, byte[]> classes;
        try {
            classes = compile(batch);
        } catch (IllegalArgumentException error) {
            return withoutCrashes(batch, error.getMessage());
        }
        try (Runner runner = Runner.builder().build()) {
            for (int i = 0; i < batch.programs().size(); i++) {
                String difference = new Trial(runner).check(batch.programs().get(i), i, classes, batch.shrunk());
                if (difference != null) {
                    return difference;
                }
            }
            // generators that were left open are closed now, and may protest
            runner.loop().setExceptionHandler((loop, context) -> {});
        }
        return null;
    }

    private static Map<String, byte[]> compile(Batch batch) {
        boolean debugging = batch.programs().get(0).seed() % 2 == 0;
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < batch.programs().size(); i++) {
            String source = batch.programs().get(i).source(PACKAGE + i);
            sources.put("P" + i + ".java", source);
            if (PlainSource.isNeeded(source)) {
                String plain = batch.programs().get(i).source(PACKAGE + i + PLAIN);
                sources.put("P" + i + PLAIN + ".java", PlainSource.of("Program.java", plain));
            }
        }
        return InMemory.compile(sources, debugging ? "-g" : "-g:none", "-proc:none", "-Xlint:none", "-nowarn");
    }

    /** A compiler may crash on a strange program, which is no fault of ours. */
    private static String withoutCrashes(Batch batch, String messages) {
        if (batch.programs().size() == 1) {
            boolean crash = messages.contains("An exception has occurred in the compiler");
            return crash || batch.shrunk() ? null : messages + "\n" + batch;
        }
        for (Program program : batch.programs()) {
            String difference = check(new Batch(List.of(program), batch.shrunk()));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String check(Program program, int index, Map<String, byte[]> classes, boolean thoroughly) {
        String main = PACKAGE + index + ".Program";
        String rewritten = PACKAGE + index + PLAIN + ".Program";
        Class<?> plain = load(classes.containsKey(rewritten) ? rewritten : main, InMemory.load(classes, Plain::of));
        Class<?> woven = load(main, InMemory.load(classes, this::weave));
        String difference =
                compare(program, plain, woven, new Scenario(Mode.PLAIN, 0, 0, program.seed(), program.seed()));
        if (!refusals.isEmpty()) {
            return "not woven: " + refusals + "\n" + program;
        }
        int awaits = Probe.occurrences();
        for (Scenario scenario :
                difference == null ? scenarios(program.seed(), awaits, thoroughly) : List.<Scenario>of()) {
            difference = compare(program, plain, woven, scenario);
            if (difference != null) {
                break;
            }
        }
        return difference;
    }

    /** Some awaits fail, some are cancelled; when the program is being shrunk, each that is near. */
    private static List<Scenario> scenarios(long seed, int awaits, boolean thoroughly) {
        List<Scenario> scenarios = new ArrayList<>();
        Random random = new Random(seed);
        if (thoroughly) {
            for (int i = 1; i <= Math.min(awaits, MOST_TRIED); i++) {
                scenarios.add(new Scenario(Mode.PLAIN, i, 0, seed, seed));
                scenarios.add(new Scenario(Mode.PLAIN, 0, i, seed, seed));
            }
        }
        for (int i = 0; i < 2 && awaits > 0; i++) {
            scenarios.add(new Scenario(Mode.PLAIN, 1 + random.nextInt(awaits), 0, seed, seed));
            scenarios.add(new Scenario(Mode.PLAIN, 0, 1 + random.nextInt(awaits), seed, seed));
            scenarios.add(new Scenario(Mode.PLAIN, 1 + random.nextInt(awaits), 1 + random.nextInt(awaits), seed, seed));
        }
        return scenarios;
    }

    private String compare(Program program, Class<?> plain, Class<?> woven, Scenario scenario) {
        List<String> expected = trace(plain, scenario);
        for (int i = 0; i < REPEATS; i++) {
            for (Mode mode : WOVEN) {
                Scenario run = new Scenario(
                        mode, scenario.fails(), scenario.cancels(), scenario.seed() + i, scenario.asking());
                List<String> actual = trace(woven, run);
                if (!actual.equals(expected)) {
                    return Report.of(program, run, expected, actual);
                }
            }
        }
        return null;
    }

    private byte[] weave(byte[] classFile) {
        Weaver.Result result = Weaver.weave(classFile);
        refusals.addAll(result.refusals());
        return result.classFile() == null ? classFile : result.classFile();
    }

    private List<String> trace(Class<?> main, Scenario scenario) {
        Probe.begin(scenario);
        try {
            Coroutine<?> made = call(main);
            if (scenario.plain()) {
                Probe.log("returned " + Texts.of(PlainAwait.await(made)));
            } else {
                run(Probe.noted(made));
            }
        } catch (Throwable error) {
            Probe.log("threw " + Texts.of(error));
        }
        if (scenario.plain() && PlainAwait.owesCancellation()) { // as which its task ends
            Probe.log("threw " + Texts.of(PlainAwait.takeOwed()));
        }
        List<String> trace = List.copyOf(Probe.LOG);
        PlainAwait.abandonGenerators();
        return trace;
    }

    private static Class<?> load(String main, ClassLoader loader) {
        try {
            return Class.forName(main, false, loader);
        } catch (ClassNotFoundException error) {
            throw new AssertionError(error);
        }
    }

    /** With a watch: a program that waits for what never comes ends, too. */
    private void run(Coroutine<?> made) {
        TimerHandle watch = runner.loop().callLater(Duration.ofSeconds(20), runner.loop()::stop);
        try {
            runner.run(made);
        } finally {
            watch.cancel();
        }
    }

    private static Coroutine<?> call(Class<?> program) throws Throwable {
        try {
            Method run = program.getDeclaredMethod("run");
            run.setAccessible(true);
            return (Coroutine<?>) run.invoke(null);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }
}

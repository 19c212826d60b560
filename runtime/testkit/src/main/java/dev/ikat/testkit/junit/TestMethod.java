package dev.ikat.testkit.junit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.testkit.Exploration;
import dev.ikat.testkit.Explored;
import dev.ikat.testkit.Leaks;
import dev.ikat.testkit.Simulation;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node;

/** A test that is a coroutine. */
final class TestMethod extends AbstractTestDescriptor implements Node<EngineExecutionContext> {
    private static final String BEFORE = "org.junit.jupiter.api.BeforeEach";
    private static final String AFTER = "org.junit.jupiter.api.AfterEach";
    private static final String DISABLED = "org.junit.jupiter.api.Disabled";

    private final Class<?> type;
    private final Method method;

    TestMethod(UniqueId id, Class<?> type, Method method) {
        super(id, method.getName(), MethodSource.from(type, method));
        this.type = type;
        this.method = method;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SkipResult shouldBeSkipped(EngineExecutionContext context) {
        return has(method, DISABLED) || has(type, DISABLED) ? SkipResult.skip("@Disabled") : SkipResult.doNotSkip();
    }

    @Override
    public EngineExecutionContext execute(EngineExecutionContext context, DynamicTestExecutor executor)
            throws Exception {
        SimulatedTest simulated = method.getAnnotation(SimulatedTest.class);
        if (simulated == null) {
            runOnFreshLoop(method.getAnnotation(AsyncTest.class));
        } else if (simulated.replay().isEmpty()) {
            explore(simulated);
        } else {
            Simulation.replay(simulated.replay(), () -> life(simulated.mayLeak()));
        }
        return context;
    }

    private void runOnFreshLoop(AsyncTest test) throws Exception {
        Leaks leaks = new Leaks();
        FreshLoop.run(Duration.ofSeconds(test.timeoutSeconds()), leaks, () -> life(test.mayLeak(), leaks));
    }

    private Coroutine<Void> life(boolean mayLeak) throws Exception {
        Simulation simulation = Simulation.current();
        return life(mayLeak, simulation.leaks(), simulation);
    }

    private void explore(SimulatedTest simulated) {
        Exploration exploration = Simulation.explore(() -> life(simulated.mayLeak()));
        if (simulated.exhaustive() < 0) {
            exploration.tries(simulated.seeds()).faults(simulated.faults()).run();
            return;
        }
        Explored explored = exploration
                .exhaustively(simulated.exhaustive(), simulated.mostFaults())
                .run();
        if (!explored.complete()) {
            throw new AssertionError(explored + ": there are too many runs with up to " + simulated.exhaustive()
                    + " deviations and " + simulated.mostFaults()
                    + " faults to try them all. Write a smaller exhaustive, or let the program have fewer turns");
        }
    }

    /** One instance: what goes before the test, the test, and what goes after it whatever happens. */
    @Async
    private Coroutine<Void> life(boolean mayLeak, Leaks leaks, Object... others) throws Exception {
        if (mayLeak) {
            leaks.allow();
        }
        List<Object> parameters = new ArrayList<>(List.of(others));
        parameters.add(leaks);
        Object instance = make();
        for (Method before : annotated(BEFORE)) {
            await(call(before, instance, parameters));
        }
        try {
            await(call(method, instance, parameters));
        } finally {
            for (Method after : annotated(AFTER)) {
                await(call(after, instance, parameters));
            }
        }
        return done();
    }

    private Object make() throws Exception {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException error) {
            throw thrown(error);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(
                    type.getName() + " cannot be made for its tests: it needs a constructor without parameters", error);
        }
    }

    /** Those of superclasses first. */
    private List<Method> annotated(String annotation) {
        List<Method> found = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter(candidate -> has(candidate, annotation))
                    .forEach(candidate -> found.add(0, candidate));
        }
        return found;
    }

    private static boolean has(AnnotatedElement element, String annotation) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(each -> each.getName().equals(annotation));
    }

    private static Awaitable<?> call(Method called, Object instance, List<Object> parameters) throws Exception {
        try {
            called.setAccessible(true);
            Object result = called.invoke(instance, arguments(called, parameters));
            return result instanceof Awaitable<?> awaitable ? awaitable : done();
        } catch (InvocationTargetException error) {
            throw thrown(error);
        } catch (IllegalAccessException error) {
            throw new AssertionError(error);
        }
    }

    /** What the program threw, as it is. */
    private static Exception thrown(InvocationTargetException error) {
        if (error.getCause() instanceof Exception exception) {
            return exception;
        }
        throw error.getCause() instanceof Error fatal ? fatal : new AssertionError(error.getCause());
    }

    private static Object[] arguments(Method called, List<Object> parameters) {
        Object[] arguments = new Object[called.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> wanted = called.getParameterTypes()[i];
            arguments[i] = parameters.stream()
                    .filter(wanted::isInstance)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException(
                                    called + " has a parameter of " + wanted
                                            + ", which nothing gives it: a test may have Leaks, and a @SimulatedTest a Simulation too"));
        }
        return arguments;
    }
}

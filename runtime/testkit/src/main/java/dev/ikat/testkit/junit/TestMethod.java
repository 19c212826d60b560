package dev.ikat.testkit.junit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
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
import org.jspecify.annotations.Nullable;
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
            int seconds = method.getAnnotation(AsyncTest.class).timeoutSeconds();
            FreshLoop.run(Duration.ofSeconds(seconds), () -> life(null));
        } else if (simulated.replay().isEmpty()) {
            Simulation.explore(() -> life(Simulation.current()))
                    .tries(simulated.seeds())
                    .faults(simulated.faults())
                    .run();
        } else {
            Simulation.replay(simulated.replay(), () -> life(Simulation.current()));
        }
        return context;
    }

    /** One instance: what goes before the test, the test, and what goes after it whatever happens. */
    @Async
    private Coroutine<Void> life(@Nullable Simulation simulation) throws Exception {
        Object instance = make();
        for (Method before : annotated(BEFORE)) {
            await(call(before, instance, simulation));
        }
        try {
            await(call(method, instance, simulation));
        } finally {
            for (Method after : annotated(AFTER)) {
                await(call(after, instance, simulation));
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

    private static Awaitable<?> call(Method called, Object instance, @Nullable Simulation simulation) throws Exception {
        try {
            called.setAccessible(true);
            Object result = called.invoke(instance, arguments(called, simulation));
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

    private static @Nullable Object[] arguments(Method called, @Nullable Simulation simulation) {
        @Nullable Object[] arguments = new Object[called.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> wanted = called.getParameterTypes()[i];
            if (simulation == null || wanted != Simulation.class) {
                throw new IllegalStateException(
                        called + " has a parameter of " + wanted
                                + ", which nothing gives it: a @SimulatedTest may have a Simulation, and an @AsyncTest nothing");
            }
            arguments[i] = simulation;
        }
        return arguments;
    }
}

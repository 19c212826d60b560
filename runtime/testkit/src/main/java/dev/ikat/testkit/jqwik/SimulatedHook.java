package dev.ikat.testkit.jqwik;

import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.testkit.FaultPlan;
import dev.ikat.testkit.Scenario;
import dev.ikat.testkit.Schedule;
import dev.ikat.testkit.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Runs a try of a {@link Simulated} property: jqwik itself would call the method and drop the coroutine. */
final class SimulatedHook implements AroundTryHook, ResolveParameterHook {
    /** For jqwik. */
    SimulatedHook() {}

    @Override
    public Optional<ParameterSupplier> resolve(ParameterResolutionContext parameter, LifecycleContext context) {
        // in the place of the one that runs the try, which there is only then
        return parameter.typeUsage().isOfType(Simulation.class)
                ? Optional.of(aTry -> Simulation.of(Scenario.PLAIN))
                : Optional.empty();
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        Method method = context.targetMethod();
        if (!Coroutine.class.isAssignableFrom(method.getReturnType())) {
            throw new IllegalStateException(method + " is @Simulated and returns no Coroutine: there is nothing to run."
                    + " Let it be @Async and return Coroutine<Void>");
        }
        Scenario scenario = new Scenario(
                0,
                find(parameters, Schedule.class).orElse(Schedule.FIFO),
                find(parameters, FaultPlan.class).orElse(FaultPlan.NONE));
        AsyncCallable<Object> program = () -> call(method, context.testInstance(), parameters);
        try {
            Simulation.tell(scenario, program);
            return TryExecutionResult.satisfied();
        } catch (Throwable error) {
            return TryExecutionResult.falsified(error);
        }
    }

    private static <T> Optional<T> find(List<Object> parameters, Class<T> type) {
        return parameters.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @SuppressWarnings("unchecked") // any coroutine produces objects
    private static Coroutine<Object> call(Method method, Object instance, List<Object> parameters) throws Exception {
        Object[] arguments = parameters.toArray();
        for (int i = 0; i < arguments.length; i++) {
            if (method.getParameterTypes()[i] == Simulation.class) {
                arguments[i] = Simulation.current();
            }
        }
        method.setAccessible(true);
        try {
            return (Coroutine<Object>) method.invoke(instance, arguments);
        } catch (InvocationTargetException error) {
            if (error.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw error.getCause() instanceof Error fatal ? fatal : new AssertionError(error.getCause());
        }
    }
}

package dev.ikat.testkit.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * A property that is a coroutine, run in simulated time in the order and with the faults that jqwik generates and shrinks:
 *
 * <pre>{@code
 * @Async @Property @Simulated
 * Coroutine<Void> exactlyOnce(@ForAll Schedule schedule, @ForAll FaultPlan faults, Simulation simulation) { … }
 * }</pre>
 *
 * Each of the three parameters may be left out; without a schedule tasks go in production's order. What fails is told as a story, with
 * a line that replays it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@AddLifecycleHook(SimulatedHook.class)
public @interface Simulated {}

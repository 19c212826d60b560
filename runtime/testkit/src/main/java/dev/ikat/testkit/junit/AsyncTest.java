package dev.ikat.testkit.junit;

import dev.ikat.testkit.Leaks;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * A test that awaits: {@code @Async @AsyncTest Coroutine<Void> greets() { … }}. It runs on a loop of its own, with real time and
 * real sockets, on an instance of its own; Jupiter's {@code @BeforeEach} and {@code @AfterEach} methods run on that loop
 * around it, and may await too. It fails with what it throws, when it takes too long, and when it leaves something behind. A
 * parameter of the type {@link Leaks} is given to it.
 */
@Documented
@Testable
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsyncTest {
    /** How long it may take, in seconds. */
    int timeoutSeconds() default 60;

    /** Whether it may leave behind what it likes, but for what it names; see {@link Leaks}. */
    boolean mayLeak() default false;
}

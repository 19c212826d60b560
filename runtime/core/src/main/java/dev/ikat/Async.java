package dev.ikat;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that may {@link Ikat#await await}. The declared return type decides what a call makes:
 *
 * <ul>
 *   <li>{@link Coroutine}: cold; nothing runs until the coroutine is awaited or started;
 *   <li>{@link Task}: hot; started on the running loop;
 *   <li>{@link java.util.concurrent.CompletableFuture}, {@link java.util.concurrent.CompletionStage}: hot, for code that is
 *       not Ikat's; on the running loop, else on a shared one;
 *   <li>{@link Generator}: runs, element by element, when it is iterated; it {@linkplain Ikat#emit emits} and cannot await;
 *   <li>{@link AsyncGenerator}: as a generator, but may await as well.
 * </ul>
 *
 * The method is woven into a state machine by the agent ({@code -javaagent:ikat-agent.jar}) when its class loads, or
 * ahead of time by the javac plugin ({@code -Xplugin:Ikat}) or by {@code java -jar ikat-agent.jar weave <folder or jar>}. A
 * method that cannot be woven is an error of javac with the plugin; without it, it throws {@link IllegalAsyncMethodError}
 * when it is called, with the reason and the line.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Async {}

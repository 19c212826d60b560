package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What asyncio's module functions are: made for {@code import static dev.ikat.Ikat.*}. */
public final class Ikat {
    /** As {@link Until#FIRST_COMPLETED}, for static import. */
    public static final Until FIRST_COMPLETED = Until.FIRST_COMPLETED;

    /** As {@link Until#FIRST_EXCEPTION}, for static import. */
    public static final Until FIRST_EXCEPTION = Until.FIRST_EXCEPTION;

    /** As {@link Until#ALL_COMPLETED}, for static import. */
    public static final Until ALL_COMPLETED = Until.ALL_COMPLETED;

    private Ikat() {}

    /**
     * Waits for the result, letting other tasks run meanwhile; in {@link Async} methods, and in lambdas that return
     * {@link Coroutine} or {@link Task}. What the awaited throws is thrown here, the same instance.
     *
     * @throws IllegalStateException in code that is not woven; the message says what to add
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T> T await(Awaitable<? extends T> awaitable) {
        throw NotWoven.error("await");
    }

    /** As {@link #await(Awaitable)}, for futures of other libraries, completed on any thread. */
    public static <T> T await(CompletionStage<T> stage) {
        throw NotWoven.error("await");
    }

    /** The end of an {@link Async} method that returns {@code Coroutine<Void>}. */
    @SuppressWarnings("NullAway") // Void has no other value
    public static Coroutine<Void> done() {
        return Coroutine.of(null);
    }

    /** The end of an {@link Async} method that returns {@code Coroutine<T>}: its result. */
    public static <T> Coroutine<T> done(T value) {
        return Coroutine.of(value);
    }

    /**
     * Hands an element to whoever iterates this generator, and goes on when the next one is asked for; {@code yield}.
     *
     * @return what {@code send} passed; null when the next element was asked for by a loop
     * @throws IllegalStateException in code that is not woven; the message says what to add
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <R> @Nullable R emit(@Nullable Object value) {
        throw NotWoven.error("emit");
    }

    /**
     * Emits all of an iterable, or of another generator: what is sent, raised and closed meanwhile reaches that one, as it
     * does with {@code yield from}. An element costs the same at any depth of nesting.
     *
     * @return the x of the other generator's {@code return end(x)}
     * @throws IllegalStateException in code that is not woven; the message says what to add
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <R> @Nullable R emitAll(Iterable<?> source) {
        throw NotWoven.error("emitAll");
    }

    /** As {@link #emitAll(Iterable)}, in an {@link AsyncGenerator}. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <R> @Nullable R emitAll(AsyncIterable<?> source) {
        throw NotWoven.error("emitAll");
    }

    /** The end of a generator: {@code return end();}. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <G extends AnyGenerator<?>> G end() {
        return NotWoven.end(null);
    }

    /** The end of a generator, with a value: what an {@link #emitAll(Iterable) emitAll} of it returns. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <G extends AnyGenerator<?>> G end(@Nullable Object value) {
        return NotWoven.end(value);
    }

    /**
     * {@code for (T item : each(source))} in an {@link Async} method waits for each element; {@code async for}. A generator
     * that the loop leaves early, by a break, a return or an exception, is closed, and that is awaited.
     *
     * @throws IllegalStateException in code that is not woven; the message says what to add
     */
    public static <T> Iterable<T> each(AsyncIterable<T> source) {
        throw NotWoven.error("each");
    }

    /**
     * As {@link #each(AsyncIterable)}, for what a publisher sends, an element at a time; {@link
     * AsyncIterable#from(Flow.Publisher, int)} asks for several ahead. A loop that is left early cancels the subscription.
     */
    public static <T> Iterable<T> each(Flow.Publisher<T> source) {
        throw NotWoven.error("each");
    }

    /**
     * Runs a program: the coroutine on a new loop on this thread, until it ends; then cancels what it left running, waits
     * for that, and closes the loop.
     *
     * @return its result; what it throws is thrown here, the same instance
     * @throws IllegalStateException when a loop runs on this thread already
     */
    public static <T> T run(Coroutine<T> main) {
        try (Runner runner = Runner.builder().build()) {
            return runner.run(main);
        }
    }

    /** Starts a coroutine as a task of its own on the running loop; its first step runs once the current one waits. */
    public static <T> Task<T> start(Coroutine<T> coroutine) {
        return new Strand<>(Kernel.current(), coroutine, null);
    }

    /** As {@link #start(Coroutine)}, under a name. */
    public static <T> Task<T> start(Coroutine<T> coroutine, String name) {
        return new Strand<>(Kernel.current(), coroutine, name);
    }

    /** As {@link #start(Coroutine)}, in a context that the task shares with whoever has it. */
    public static <T> Task<T> start(Coroutine<T> coroutine, Context context) {
        return Strand.sharing(Kernel.current(), coroutine, null, context);
    }

    /**
     * Starts a coroutine as a task of its own that runs at once, in place, until it first waits; one that does not wait is
     * done when this returns. It has its own context and is the current task meanwhile.
     */
    public static <T> Task<T> startEager(Coroutine<T> coroutine) {
        return Strand.eager(Kernel.current(), coroutine, null);
    }

    /** As {@link #startEager(Coroutine)}, under a name. */
    public static <T> Task<T> startEager(Coroutine<T> coroutine, String name) {
        return Strand.eager(Kernel.current(), coroutine, name);
    }

    /** As {@link #start(Coroutine)}, for a body: {@code start(() -> { …; return done(x); })}. */
    public static <T> Task<T> start(AsyncCallable<T> body) {
        return start(call(body));
    }

    /**
     * Starts a coroutine on a loop of another thread; callable from any thread, also from that loop's own.
     *
     * @return its outcome; cancelling it cancels the task
     * @throws IllegalStateException when the loop is closed
     */
    public static <T> CompletableFuture<T> startThreadsafe(Coroutine<T> coroutine, EventLoop loop) {
        return Stages.start(coroutine, loop);
    }

    /**
     * Starts a coroutine for code that is not ours, from any thread: on the loop that runs on this thread, else on a
     * shared one, which has a daemon thread of its own. What an {@link Async} method that returns {@code
     * CompletableFuture} or {@code CompletionStage} does when it is called.
     *
     * @return its outcome; cancelling it cancels the task
     */
    public static <T> CompletableFuture<T> startFuture(Coroutine<T> coroutine) {
        return RunningLoop.current() != null
                ? start(coroutine).toCompletableFuture()
                : Stages.start(coroutine, SharedLoop.get());
    }

    /**
     * Runs a blocking call on another thread, at once, while the tasks of this loop go on: on a virtual thread where the JDK
     * has them (21 and later), else on one of a bounded pool of daemon threads. Cancelling the promise, and so the task that
     * awaits it, interrupts the call, or keeps it from beginning; the cancellation does not wait for the call to end. When
     * the {@link Runner} closes it waits for the calls that still run.
     *
     * @throws IllegalStateException outside a loop, or when the loop is being closed and waits for its last calls
     */
    public static <T> Promise<T> toThread(Callable<T> call) {
        Objects.requireNonNull(call, "toThread(null): there is nothing to call");
        return Kernel.current().threads().start(call);
    }

    /** As {@link #toThread(Callable)}, for a call without a result. */
    public static Promise<Void> toThread(ThrowingRunnable call) {
        return toThread(returningNull(call));
    }

    /**
     * As {@link #toThread(Callable)}, on threads of the caller's choice. Closing the runner does not wait for it, and the
     * executor is not shut down.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the executor refuses the call
     */
    public static <T> Promise<T> inExecutor(Executor executor, Callable<T> call) {
        Objects.requireNonNull(call, "inExecutor(…, null): there is nothing to call");
        ThreadJob<T> job = new ThreadJob<>(Kernel.current(), call, null);
        executor.execute(job);
        return job;
    }

    /** As {@link #inExecutor(Executor, Callable)}, for a call without a result. */
    public static Promise<Void> inExecutor(Executor executor, ThrowingRunnable call) {
        return inExecutor(executor, returningNull(call));
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Callable<Void> returningNull(ThrowingRunnable call) {
        Objects.requireNonNull(call, "there is nothing to call");
        return () -> {
            call.run();
            return null;
        };
    }

    static <T> Coroutine<T> call(AsyncCallable<T> body) {
        try {
            return body.call();
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    /**
     * Runs all of them at once: coroutines are started here and now. The result lists theirs in the order given. The first
     * failure is the failure of the whole, while the others go on; cancelling it cancels them all.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Promise<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return gather(Arrays.asList(awaitables));
    }

    /** As {@link #gather(Awaitable...)}. */
    public static <T> Promise<List<T>> gather(Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.values(awaitables, null);
    }

    /**
     * As {@link #gather(Awaitable...)}, with so many coroutines at work at a time: those beyond the limit begin as others
     * end, in the order given. Tasks and promises among them run already and do not count.
     *
     * @throws IllegalArgumentException for a limit of less than one
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Promise<List<T>> gather(int limit, Awaitable<? extends T>... awaitables) {
        return gather(limit, Arrays.asList(awaitables));
    }

    /** As {@link #gather(int, Awaitable...)}. */
    public static <T> Promise<List<T>> gather(int limit, Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.values(awaitables, new Gate(limit));
    }

    /**
     * As {@link #gather(Awaitable...)}, but waits for all of them and lists how each ended; {@code return_exceptions=True}
     * of asyncio. Cancelling it cancels them all, and throws even if they do not let themselves be cancelled.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Promise<List<Outcome<T>>> gatherSettled(Awaitable<? extends T>... awaitables) {
        return gatherSettled(Arrays.asList(awaitables));
    }

    /** As {@link #gatherSettled(Awaitable...)}. */
    public static <T> Promise<List<Outcome<T>>> gatherSettled(Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.outcomes(awaitables, null);
    }

    /** As {@link #gatherSettled(Awaitable...)}, with so many coroutines at work at a time. */
    public static <T> Promise<List<Outcome<T>>> gatherSettled(
            int limit, Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.outcomes(awaitables, new Gate(limit));
    }

    /**
     * Runs the body with a group of tasks, and ends when the body and all the tasks have ended: exactly asyncio's {@code
     * async with TaskGroup()}. The first failure cancels the other tasks and the body; so does a cancellation from outside.
     *
     * <p>It throws an {@link ExceptionGroup} of what the tasks, and last the body, have thrown, cancellations not counted.
     * A cancellation from outside that came as well is delivered by the next await. A fatal error (a {@link
     * VirtualMachineError} other than a stack overflow) is thrown bare.
     *
     * @return what the body returns
     */
    public static <T> Coroutine<T> taskGroup(AsyncFunction<? super TaskGroup, T> body) {
        return new GroupScope<>(body, null);
    }

    /** As {@link #taskGroup(AsyncFunction)}, with so many tasks at work at a time; see {@link TaskGroup#open(int)}. */
    public static <T> Coroutine<T> taskGroup(int limit, AsyncFunction<? super TaskGroup, T> body) {
        return new GroupScope<>(body, new Gate(limit));
    }

    /**
     * Waits for some or all of the promises; asyncio's {@code wait}. It cancels none of them, takes no result and throws
     * no failure of theirs.
     *
     * @return those that are done by the time the waiting task goes on, and the others
     * @throws IllegalArgumentException when there are none
     */
    public static <P extends Promise<?>> Coroutine<Waited<P>> waitFor(Collection<? extends P> promises, Until until) {
        return new Waiting<>(promises, until, null);
    }

    /** As {@link #waitFor(Collection, Until)}, but no longer than the limit; then more may be pending. */
    public static <P extends Promise<?>> Coroutine<Waited<P>> waitFor(
            Collection<? extends P> promises, Until until, Duration limit) {
        return new Waiting<>(promises, until, limit);
    }

    /**
     * Starts all of them, and iterates over the tasks in the order in which they end; a promise or a task that was given
     * comes as itself. Leaving the loop early leaves the others running.
     */
    public static <T> AsyncIterable<Promise<T>> asCompleted(Collection<? extends Awaitable<? extends T>> awaitables) {
        return new AsCompleted<>(awaitables);
    }

    /**
     * Starts it if it is a coroutine, and waits on its behalf: who awaits the shield may be cancelled, the awaited goes on.
     * A failure of it that comes after that, and that nobody else sees, is reported to the loop's exception handler.
     */
    public static <T> Promise<T> shield(Awaitable<T> awaitable) {
        return Shield.of(awaitable);
    }

    /**
     * Runs all of them at once and ends as the first that ends, with its value or its failure. The others, tasks and
     * promises that were given too, are cancelled, and their ends awaited.
     *
     * @throws IllegalArgumentException when there are none
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Coroutine<T> race(Awaitable<? extends T>... awaitables) {
        return race(Arrays.asList(awaitables));
    }

    /** As {@link #race(Awaitable...)}. */
    public static <T> Coroutine<T> race(Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Race<>(awaitables, false);
    }

    /**
     * As {@link #race(Awaitable...)}, for the first that succeeds. When none does it throws an {@link ExceptionGroup} of
     * why, cancellations included.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Coroutine<T> firstSuccess(Awaitable<? extends T>... awaitables) {
        return firstSuccess(Arrays.asList(awaitables));
    }

    /** As {@link #firstSuccess(Awaitable...)}. */
    public static <T> Coroutine<T> firstSuccess(Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Race<>(awaitables, true);
    }

    /** Waits for at least that long, by the loop's clock; zero or less is {@link #yieldNow}. */
    public static Coroutine<Void> sleep(Duration duration) {
        return duration.isZero() || duration.isNegative() ? yieldNow() : Coroutine.defer(() -> new Sleep(duration));
    }

    /** Lets every task that is ready run once before this one goes on. */
    public static Coroutine<Void> yieldNow() {
        return YieldNow.INSTANCE;
    }

    /**
     * Awaits it, but no longer than the limit: then it is cancelled, its end awaited, and {@link
     * DeadlineExceededException} thrown. A limit of zero or less takes a result that is there already and starts nothing.
     */
    public static <T> Coroutine<T> timeout(Duration limit, Awaitable<T> awaitable) {
        return Timeout.of(limit, awaitable);
    }

    /** As {@link #timeout(Duration, Awaitable)}, for a body that may look at its deadline and move it. */
    public static <T> Coroutine<T> timeout(Duration limit, AsyncFunction<? super Deadline, T> body) {
        return Timeout.of(limit, body);
    }

    /** As {@link #timeout(Duration, Awaitable)}, until a time of the loop's clock ({@code loop().nanoTime()}). */
    public static <T> Coroutine<T> timeoutAt(long nanos, Awaitable<T> awaitable) {
        return Timeout.at(nanos, awaitable);
    }

    /** As {@link #timeout(Duration, AsyncFunction)}, until a time of the loop's clock ({@code loop().nanoTime()}). */
    public static <T> Coroutine<T> timeoutAt(long nanos, AsyncFunction<? super Deadline, T> body) {
        return Timeout.at(nanos, body);
    }

    /** A promise of the running loop, to be completed by whoever has the value. */
    public static <T> Promise<T> promise() {
        return new Promise<>(Kernel.current());
    }

    /** The task that runs now; null in a plain callback of the loop. */
    public static @Nullable Task<?> currentTask() {
        return Kernel.current().currentTask();
    }

    /** The tasks of the running loop that have not ended, oldest first. */
    public static List<Task<?>> allTasks() {
        return Kernel.current().tasks();
    }

    /**
     * The asynchronous generators that the running loop has begun, that have not ended, and that nobody asks for an element
     * now; newest first. The {@link Runner} closes those that are left. For leak checks.
     */
    public static List<AsyncGenerator<?>> openGenerators() {
        return List.copyOf(Kernel.current().generators.idle());
    }

    /**
     * The tasks of the running loop as a text for people: who awaits whom, and where each stands.
     *
     * @throws IllegalStateException when no loop runs on this thread
     */
    public static String taskTree() {
        return TaskTree.of(Kernel.current());
    }

    /** As {@link #taskTree()}, of a loop that runs on another thread; done once that loop comes round to it. */
    public static CompletableFuture<String> taskTree(EventLoop loop) {
        CompletableFuture<String> text = new CompletableFuture<>();
        loop.callSoonThreadsafe(() -> text.complete(taskTree()));
        return text;
    }

    /**
     * Whether the loop that runs on this thread is in debug mode; where none runs, whether new ones are. {@code
     * -Dikat.debug=true} turns it on for all, {@link Runner.Builder#debug} for one.
     */
    public static boolean isDebug() {
        Kernel kernel = Kernel.currentOrNull();
        return kernel == null ? Debug.BY_PROPERTY : kernel.isDebug();
    }

    /**
     * The loop that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    public static EventLoop loop() {
        return Kernel.current().loop;
    }
}

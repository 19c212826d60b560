package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A coroutine is cold and runs once; whoever gets that wrong is told the method and its line. */
@SuppressWarnings("ikat:not-woven") // what is refused says so when it is called
class CoroutineTest {
    /** The place that messages name; a line number. */
    private static final String PLACE = "coroutine dev.ikat.CoroutineTest.works (CoroutineTest.java:";

    private static final String SPENT = "was awaited, started or closed already";

    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<String> works(int turns) {
        log.add("runs");
        await(turns(turns));
        return done("x");
    }

    @Test
    void nothingRunsBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(0);
            await(turns(3));
            assertThat(log).isEmpty();
            assertThat((String) await(coroutine)).isEqualTo("x");
            return done();
        });
        assertThat(log).containsExactly("runs");
    }

    @Test
    void itIsMadeOutsideALoopToo() {
        assertThat(works(0)).asString().startsWith(PLACE).matches(".*:\\d+\\)");
    }

    @Test
    void awaitingItRunsItOnTheSpot() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            await(works(0));
            log.add("did not yield");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("runs", "did not yield", "callback");
    }

    @Test
    void aSecondAwaitFails() {
        VirtualLoop.run(() -> {
            for (int turns = 0; turns < 2; turns++) {
                Coroutine<String> coroutine = works(turns);
                await(coroutine);
                assertThat(await(errorOf(coroutine)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(PLACE)
                        .hasMessageContaining(SPENT)
                        .hasMessageContaining("start it and await the task");
            }
            return done();
        });
    }

    @Test
    void aSecondAwaitOfAFailedOneFailsWithTheMisuse() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = failing(new IllegalArgumentException("own"), 0);
            assertThat(await(errorOf(coroutine))).hasMessage("own");
            assertThat(await(errorOf(coroutine)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(SPENT);
            return done();
        });
    }

    @Test
    void anAwaitWhileItIsSuspendedInAnotherTaskFails() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(3);
            Task<String> task = start(coroutine);
            await(yieldNow());
            assertThat(await(errorOf(coroutine)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(PLACE)
                    .hasMessageContaining(SPENT);
            assertThat((String) await(task)).as("the first run goes on").isEqualTo("x");
            return done();
        });
    }

    @Async
    Coroutine<String> awaitsWhatItIsGiven(List<Coroutine<String>> given, int turns) {
        await(turns(turns));
        log.add(await(errorOf(given.get(0))));
        return done("x");
    }

    @Test
    void aCoroutineThatAwaitsItselfFails() {
        VirtualLoop.run(() -> {
            for (int turns = 0; turns < 2; turns++) {
                List<Coroutine<String>> itself = new ArrayList<>();
                itself.add(awaitsWhatItIsGiven(itself, turns));
                assertThat((String) await(itself.get(0))).isEqualTo("x");
            }
            return done();
        });
        assertThat(log)
                .hasSize(2)
                .allSatisfy(error -> assertThat((Throwable) error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("CoroutineTest.awaitsWhatItIsGiven (CoroutineTest.java:")
                        .hasMessageContaining(SPENT));
    }

    @Test
    void aSecondStartFails() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(2);
            Task<String> first = start(coroutine);
            Task<String> second = start(coroutine);
            assertThat(await(errorOf(second)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(PLACE)
                    .hasMessageContaining(SPENT);
            assertThat((String) await(first)).isEqualTo("x");
            return done();
        });
        assertThat(log).containsExactly("runs");
    }

    @Test
    void cancellingASecondStartDoesNotHarmTheFirst() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(3);
            Task<String> first = start(coroutine);
            await(yieldNow());
            Task<String> second = start(coroutine);
            second.cancel();
            assertThat(await(errorOf(second))).isInstanceOf(IllegalStateException.class);
            assertThat((String) await(first)).isEqualTo("x");
            return done();
        });
    }

    @Test
    void aClosedOneNeverRuns() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(1);
            coroutine.close();
            coroutine.close();
            assertThat(await(errorOf(coroutine)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(PLACE)
                    .hasMessageContaining(SPENT);
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void closingOneThatHasEndedIsHarmless() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(1);
            await(coroutine);
            coroutine.close();
            return done();
        });
    }

    @Test
    void closingOneThatIsAboutToGoOnSaysWhatToDo() {
        VirtualLoop.run(() -> {
            Coroutine<String> coroutine = works(2);
            Task<String> task = start(coroutine);
            await(yieldNow());
            assertThatThrownBy(coroutine::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is about to go on; cancel it instead");
            assertThat((String) await(task)).isEqualTo("x");
            return done();
        });
    }

    @Test
    void aCoroutineOfAValueMayBeAwaitedAgain() {
        VirtualLoop.run(() -> {
            Coroutine<String> value = done("x");
            assertThat((String) await(value)).isEqualTo("x");
            value.close();
            assertThat((String) await(value)).isEqualTo("x");
            await(yieldNow());
            await(yieldNow());
            return done();
        });
    }

    @Test
    void aSleepIsSpentLikeAnyOther() {
        VirtualLoop.run(() -> {
            Coroutine<Void> sleep = sleep(ofMillis(1));
            await(sleep);
            assertThat(await(errorOf(sleep)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(SPENT);
            return done();
        });
    }

    // What may be awaited.

    private record Request(String word) implements Awaitable<String> {
        @Override
        public Coroutine<String> coroutine() {
            return after(1, word + "!");
        }
    }

    @Test
    void aTypeOfTheUsersIsAwaitedAsOftenAsItMakesCoroutines() {
        VirtualLoop.run(() -> {
            Request request = new Request("hello");
            assertThat((String) await(request)).isEqualTo("hello!");
            assertThat((String) await(request)).isEqualTo("hello!");
            assertThat((List<String>) await(gather(request, done("x")))).containsExactly("hello!", "x");
            assertThat((String) await(timeout(ofMillis(1), request))).isEqualTo("hello!");
            return done();
        });
    }

    @Test
    void aTypeOfTheUsersThatMakesNothingIsToldSo() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(() -> null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("never null");
            return done();
        });
    }

    @Async
    static Coroutine<Throwable> errorOfNullStage() {
        try {
            await((CompletionStage<String>) null);
            return done(null);
        } catch (NullPointerException error) {
            return done(error);
        }
    }

    @Test
    void awaitingNullSaysSo() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("await(null)")
                    .hasMessageContaining("never null");
            assertThat(await(errorOfNullStage()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("await(null)");
            return done();
        });
    }

    @Async
    static Coroutine<String> returnsNull() {
        await(yieldNow());
        return null;
    }

    @Test
    void aMethodThatReturnsNullInsteadOfACoroutineIsToldSo() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(returnsNull())))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("never null");
            return done();
        });
    }

    // Await without weaving.

    private static void plain() {
        Ikat.await(Ikat.yieldNow());
    }

    @Test
    void awaitInAPlainMethodSaysWhereAndWhatToAdd() {
        assertThatThrownBy(CoroutineTest::plain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("await in dev.ikat.CoroutineTest.plain (CoroutineTest.java:")
                .hasMessageContaining("not woven")
                .hasMessageContaining("Add @Async");
    }

    @Test
    void awaitInAPlainMethodOfAProgramThatRunsSaysSoToo() {
        VirtualLoop.run(() -> {
            assertThatThrownBy(CoroutineTest::plain).hasMessageContaining("Add @Async");
            return done();
        });
    }

    @Test
    void awaitInALambdaOfAnotherTypeSaysWhereAndWhy() {
        Supplier<String> supplier = () -> Ikat.await(Ikat.done("x"));
        assertThatThrownBy(supplier::get)
                .isInstanceOf(IllegalAsyncMethodError.class)
                .hasMessageContaining("CoroutineTest.java:")
                .hasMessageContaining("a lambda that returns java.lang.String");
    }
}

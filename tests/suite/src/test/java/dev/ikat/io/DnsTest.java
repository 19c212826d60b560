package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.io.Dns.Family;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names and their addresses, from the system and from resolvers of the tests' own. */
class DnsTest extends TcpFixture {
    private static final InetAddress FOUR = address("192.0.2.1");
    private static final InetAddress FOUR_TOO = address("192.0.2.2");
    private static final InetAddress SIX = address("2001:db8::1");

    /** Answers when the test says so. */
    private static final class Asked implements NameResolver {
        final Map<String, CompletableFuture<List<InetAddress>>> answers = new HashMap<>();
        final List<String> questions = new ArrayList<>();

        @Override
        public CompletionStage<List<InetAddress>> resolve(String host) {
            questions.add(host);
            CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
            answers.put(host, answer);
            return answer;
        }
    }

    private final Asked resolver = new Asked();

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        Dns.setResolver(null);
        assertThat(Names.open()).as("questions left").isZero();
    }

    // What needs no asking.

    @Test
    void literalsAndLocalhostAreKnown() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            assertThat(await(Dns.resolve("192.0.2.1"))).containsExactly(FOUR);
            assertThat(await(Dns.resolve("2001:db8::1"))).containsExactly(SIX);
            assertThat(await(Dns.resolve("LocalHost")))
                    .allMatch(InetAddress::isLoopbackAddress)
                    .hasSize(2);
            assertThat(await(Dns.resolve("localhost", Family.IPV6_ONLY))).containsExactly(address("::1"));
            assertThat(resolver.questions).isEmpty();
            return done();
        });
    }

    @Test
    void anEmptyNameIsUnknown() {
        inLoop(() -> {
            assertThat(await(errorOf(() -> Dns.resolve(""))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("empty");
            return done();
        });
    }

    // The system's resolver.

    @Test
    void theSystemKnowsItsOwnName() throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        InetAddress[] expected = InetAddress.getAllByName(host);
        inLoop(() -> {
            List<InetAddress> addresses = await(Dns.resolve(host));
            assertThat(addresses).containsExactly(expected);
            return done();
        });
    }

    @Test
    void aNameThatCannotBeResolvedIsNamed() {
        inLoop(() -> {
            Task<Throwable> failed = start(errorOf(() -> Dns.resolve("no-such-host.invalid")));
            await(yieldNow());
            assertThat(failed.isDone()).as("the lookup blocked the loop").isFalse();
            assertThat(await(failed))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no-such-host.invalid");
            return done();
        });
    }

    @Test
    void theLoopbackHasAName() throws IOException {
        InetAddress loopback = address("127.0.0.1");
        String expected = loopback.getCanonicalHostName();
        inLoop(() -> {
            assertThat(await(Dns.reverse(loopback))).isEqualTo(expected);
            return done();
        });
    }

    @Test
    void anAddressWithoutANameIsUnknown() {
        Dns.setResolver(new NameResolver() {
            @Override
            public CompletionStage<List<InetAddress>> resolve(String host) {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<String> reverse(InetAddress address) {
                return CompletableFuture.failedFuture(new UnknownHostException("192.0.2.1: the address has no name"));
            }
        });
        inLoop(() -> {
            assertThat(await(errorOf(() -> Dns.reverse(FOUR))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("192.0.2.1: the address has no name");
            return done();
        });
    }

    /** The ninth question waits until one of the eight has its answer. */
    @Test
    void theSystemIsAskedOnAFewThreadsOnly() throws InterruptedException {
        int limit = SystemResolver.MAX_THREADS;
        Semaphore begun = new Semaphore(0);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < limit + 3; i++) {
            answers.add(SystemResolver.INSTANCE.ask(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                begun.release();
                answer.await();
                atOnce.decrementAndGet();
                return Thread.currentThread().getName();
            }));
        }
        begun.acquire(limit);
        assertThat(answers.get(limit).cancel(false)).isTrue();
        answer.countDown();
        answers.remove(limit);
        assertThat(answers.stream().map(CompletableFuture::join).distinct().toList())
                .hasSizeBetween(1, limit)
                .allMatch(name -> name.startsWith("ikat-names-"));
        begun.acquire(2);
        assertThat(begun.tryAcquire()).as("the cancelled question was asked").isFalse();
        assertThat(most.get()).isEqualTo(limit);
    }

    // Families.

    @Test
    void theFamilyChoosesAndOrders() {
        Dns.setResolver(host -> CompletableFuture.completedFuture(List.of(SIX, FOUR_TOO, FOUR)));
        inLoop(() -> {
            assertThat(await(Dns.resolve("both"))).containsExactly(SIX, FOUR_TOO, FOUR);
            assertThat(await(Dns.resolve("both", Family.ANY))).containsExactly(SIX, FOUR_TOO, FOUR);
            assertThat(await(Dns.resolve("both", Family.IPV4_FIRST))).containsExactly(FOUR_TOO, FOUR, SIX);
            assertThat(await(Dns.resolve("both", Family.IPV6_FIRST))).containsExactly(SIX, FOUR_TOO, FOUR);
            assertThat(await(Dns.resolve("both", Family.IPV4_ONLY))).containsExactly(FOUR_TOO, FOUR);
            assertThat(await(Dns.resolve("both", Family.IPV6_ONLY))).containsExactly(SIX);
            return done();
        });
    }

    @Test
    void noneOfTheFamilyIsAnErrorThatSaysWhatThereIs() {
        Dns.setResolver(host -> CompletableFuture.completedFuture(List.of(FOUR)));
        inLoop(() -> {
            assertThat(await(errorOf(() -> Dns.resolve("old", Family.IPV6_ONLY))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("old has no address of this family (IPV6_ONLY)")
                    .hasMessageContaining("192.0.2.1");
            return done();
        });
    }

    // Sharing.

    @Test
    void whoAsksMeanwhileSharesTheQuestion() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            Task<List<InetAddress>> one = start(Dns.resolve("shared"));
            Task<List<InetAddress>> two = start(Dns.resolve("shared", Family.IPV4_ONLY));
            Task<Throwable> other = start(errorOf(() -> Dns.resolve("other")));
            await(turns(3));
            assertThat(resolver.questions).containsExactly("shared", "other");
            resolver.answers.get("shared").complete(List.of(SIX, FOUR));
            resolver.answers.get("other").completeExceptionally(new UnknownHostException("other"));
            assertThat(await(one)).containsExactly(SIX, FOUR);
            assertThat(await(two)).containsExactly(FOUR);
            assertThat(await(other)).isInstanceOf(UnknownHostException.class).hasMessage("other");
            Task<List<InetAddress>> later = start(Dns.resolve("shared"));
            await(turns(3));
            assertThat(resolver.questions).containsExactly("shared", "other", "shared");
            resolver.answers.get("shared").complete(List.of(SIX));
            assertThat(await(later)).containsExactly(SIX);
            return done();
        });
    }

    @Test
    void cancellingOneLeavesTheQuestionToTheOthersAndTheLastTakesItBack() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            Task<List<InetAddress>> one = start(Dns.resolve("name"));
            Task<List<InetAddress>> two = start(Dns.resolve("name"));
            await(turns(3));
            one.cancel();
            await(until(one::isDone));
            var answer = resolver.answers.get("name");
            assertThat(answer.isDone()).isFalse();
            answer.complete(List.of(FOUR));
            assertThat(await(two)).containsExactly(FOUR);
            Task<List<InetAddress>> three = start(Dns.resolve("name"));
            Task<List<InetAddress>> four = start(Dns.resolve("name"));
            await(turns(3));
            three.cancel();
            four.cancel();
            await(until(() -> three.isDone() && four.isDone()));
            assertThat(resolver.answers.get("name").isCancelled()).isTrue();
            assertThat(Names.open()).isZero();
            return done();
        });
    }

    /** At each turn between the question and the end. */
    @Test
    void aCancellationAtAnyTurnLeavesNothing() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            for (int turns = 0; turns < 8; turns++) {
                Task<List<InetAddress>> one = start(Dns.resolve("name"));
                Task<List<InetAddress>> two = start(Dns.resolve("name"));
                await(turns(2));
                resolver.answers.get("name").complete(List.of(FOUR));
                await(turns(turns));
                one.cancel();
                assertThat(await(two)).containsExactly(FOUR);
                await(until(one::isDone));
                assertThat(Names.open()).isZero();
            }
            return done();
        });
    }

    @Test
    void eachAskerGetsAnErrorOfItsOwn() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            Task<Throwable> one = start(errorOf(() -> Dns.resolve("name")));
            Task<Throwable> two = start(errorOf(() -> Dns.resolve("name")));
            await(turns(3));
            IllegalStateException broken = new IllegalStateException("server failure");
            resolver.answers.get("name").completeExceptionally(broken);
            Throwable first = await(one);
            Throwable second = await(two);
            assertThat(first).isNotSameAs(second);
            assertThat(List.of(first, second))
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOf(UnknownHostException.class)
                            .hasMessage("name: java.lang.IllegalStateException: server failure")
                            .hasCause(broken));
            return done();
        });
    }

    @Test
    void aResolverThatThrowsOrReturnsNothingIsAnErrorOfTheQuestion() {
        inLoop(() -> {
            Dns.setResolver(host -> {
                throw new IllegalArgumentException("not that one");
            });
            assertThat(await(errorOf(() -> Dns.resolve("a"))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContainingAll("a", "not that one");
            Dns.setResolver(host -> null);
            assertThat(await(errorOf(() -> Dns.resolve("b"))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContainingAll("b", "returned null");
            Dns.setResolver(host -> CompletableFuture.completedFuture(List.of()));
            assertThat(await(errorOf(() -> Dns.resolve("c"))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("c has no address");
            return done();
        });
    }

    @Test
    void anErrorOfAResolverStaysAsItIsAndLeavesNoQuestion() {
        StackOverflowError error = new StackOverflowError("expected");
        Dns.setResolver(host -> {
            throw error;
        });
        inLoop(() -> {
            for (int i = 0; i < 2; i++) {
                Task<List<InetAddress>> asking = start(Dns.resolve("name"));
                assertThat(await(gatherSettled(asking)).get(0).error()).isSameAs(error);
            }
            return done();
        });
    }

    /** The system is asked once for the tasks of all loops; a resolver of a program's own once a loop. */
    @Test
    void questionsOfSeveralLoopsReachThemAll() {
        AtomicInteger questions = new AtomicInteger();
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Dns.setResolver(host -> {
            questions.incrementAndGet();
            return answer;
        });
        inLoop(() -> {
            var here = start(Dns.resolve("name"));
            var there = toThread(() -> run(Dns.resolve("name")));
            await(until(() -> questions.get() == 2));
            answer.complete(List.of(FOUR));
            assertThat(await(here)).containsExactly(FOUR);
            List<InetAddress> other = await(there);
            assertThat(other).containsExactly(FOUR);
            return done();
        });
    }

    // Resolvers in place of the system's.

    @Async
    private static CompletableFuture<List<InetAddress>> slowly(String host) {
        await(yieldNow());
        await(yieldNow());
        if (!host.equals("service.test")) {
            throw new IllegalArgumentException("a test asks for " + host);
        }
        return CompletableFuture.completedFuture(List.of(address("127.0.0.1")));
    }

    @Test
    void aResolverMayBeWrittenWithAwaitAndServesStreamsToo() {
        Dns.setResolver(DnsTest::slowly);
        inLoop(() -> {
            try (ServerSocket listener = listener(1);
                    var stream = await(TcpStream.connect("service.test", listener.getLocalPort()))) {
                listener.accept().close();
                assertThat(stream.remoteAddress().getPort()).isEqualTo(listener.getLocalPort());
            }
            try (var socket = await(UdpSocket.bind("service.test", 0))) {
                assertThat(socket.localAddress().getAddress().isLoopbackAddress())
                        .isTrue();
            }
            assertThat(await(errorOf(() -> TcpStream.connect("other.test", 1))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("other.test");
            return done();
        });
    }

    @Test
    void aConnectingThatIsCancelledTakesItsQuestionBack() {
        Dns.setResolver(resolver);
        inLoop(() -> {
            Task<TcpStream> connecting = start(TcpStream.connect("name", 1));
            await(turns(3));
            connecting.cancel();
            await(until(() -> resolver.answers.get("name").isCancelled()));
            assertThat(await(gatherSettled(connecting)).get(0).error()).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Async
    private static Coroutine<List<InetAddress>> withResolverOfTheLoop() throws UnknownHostException {
        Dns.setResolver(loop(), host -> CompletableFuture.completedFuture(List.of(SIX)));
        return done(await(Dns.resolve("name")));
    }

    @Test
    void aLoopMayHaveAResolverOfItsOwn() {
        Dns.setResolver(host -> CompletableFuture.completedFuture(List.of(FOUR)));
        inLoop(() -> {
            List<InetAddress> ofOther = await(toThread(() -> run(withResolverOfTheLoop())));
            assertThat(ofOther).containsExactly(SIX);
            assertThat(await(Dns.resolve("name"))).containsExactly(FOUR);
            Dns.setResolver(loop(), host -> CompletableFuture.completedFuture(List.of(FOUR_TOO)));
            assertThat(await(Dns.resolve("name"))).containsExactly(FOUR_TOO);
            Dns.setResolver(loop(), null);
            assertThat(await(Dns.resolve("name"))).containsExactly(FOUR);
            return done();
        });
    }

    @Test
    void aResolverMayAskTheSystemForTheRest() throws IOException {
        String own = InetAddress.getLocalHost().getHostName();
        InetAddress[] expected = InetAddress.getAllByName(own);
        Dns.setResolver(host -> host.equals("mine")
                ? CompletableFuture.completedFuture(List.of(FOUR))
                : Dns.systemResolver().resolve(host));
        inLoop(() -> {
            assertThat(await(Dns.resolve("mine"))).containsExactly(FOUR);
            assertThat(await(Dns.resolve(own))).containsExactly(expected);
            return done();
        });
    }

    @Test
    void anAnswerForALoopThatHasClosedIsDropped() throws IOException {
        Dns.setResolver(resolver);
        try (Runner runner = Runner.builder().build()) {
            runner.run(startAndLeave());
        }
        assertThat(resolver.answers.get("name").isCancelled()).isTrue();
    }

    @Async
    private static Coroutine<Void> startAndLeave() throws UnknownHostException {
        start(Dns.resolve("name"));
        await(turns(3));
        return done();
    }
}

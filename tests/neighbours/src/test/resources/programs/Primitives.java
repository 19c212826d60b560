package mocked;

import static dev.ikat.Ikat.*;
import static org.mockito.Mockito.*;

import dev.ikat.*;
import dev.ikat.sync.*;

/** Stubs primitives of the runtime, of which woven code need not call the methods that it names. */
public final class Primitives {
    @Async
    static Coroutine<String> takes(Queue<String> queue) {
        return done(await(queue.take()));
    }

    @Async
    static Coroutine<String> locks(Lock lock) {
        try (Permit permit = await(lock.acquire())) {
            return done("locked");
        }
    }

    static void mocks() {
        Queue<String> queue = mock();
        when(queue.take()).thenReturn(Coroutine.of("stub"));
        System.out.println("mock: " + run(takes(queue)));
        verify(queue, times(1)).take();
        Lock lock = mock();
        Permit permit = mock();
        when(lock.acquire()).thenReturn(Coroutine.of(permit));
        System.out.println("lock: " + run(locks(lock)));
        verify(permit).close();
    }

    static void spies() {
        Queue<String> queue = spy(new Queue<>());
        queue.offer("real");
        System.out.println("spy: " + run(takes(queue)));
        verify(queue, times(1)).take();
        doReturn(Coroutine.of("stub")).when(queue).take();
        System.out.println("stubbed spy: " + run(takes(queue)));
    }

    public static void main(String[] arguments) {
        Queue<String> before = new Queue<>();
        before.offer("real");
        System.out.println("before: " + run(takes(before)));
        mocks();
        spies();
        before.offer("real");
        System.out.println("after: " + run(takes(before)) + " " + run(locks(new Lock())));
    }
}

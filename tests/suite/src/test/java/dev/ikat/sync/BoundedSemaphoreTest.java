package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import org.junit.jupiter.api.Test;

/** The sentences on bounded semaphores in what asyncio does; the others hold as for {@link SemaphoreTest}. */
class BoundedSemaphoreTest {
    @Test
    void aReleasePastTheBoundIsAnErrorAndAddsNothing() {
        BoundedSemaphore semaphore = new BoundedSemaphore(2);
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("all permits of this semaphore (2) are free already");
        assertThat(semaphore.available()).isEqualTo(2);
        assertThat(semaphore.tryAcquire()).isTrue();
        semaphore.release();
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPermitReleasedAndClosedIsFound() {
        VirtualLoop.run(() -> {
            BoundedSemaphore semaphore = new BoundedSemaphore(1);
            Permit permit = await(semaphore.acquire());
            semaphore.release();
            assertThatThrownBy(permit::close).isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void itLetsInAsManyAsASemaphoreDoes() {
        VirtualLoop.run(() -> {
            BoundedSemaphore semaphore = new BoundedSemaphore(1);
            Permit held = await(semaphore.acquire());
            Task<Permit> waiter = start(semaphore.acquire());
            await(yieldNow());
            assertThat(waiter.isDone()).isFalse();
            held.close();
            await(waiter).close();
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aNegativeNumberOfPermitsIsAnError() {
        assertThatThrownBy(() -> new BoundedSemaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}

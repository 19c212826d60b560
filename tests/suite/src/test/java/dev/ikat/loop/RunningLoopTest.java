package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningLoopTest extends LoopFixture {
    private final RunningLoop running = new RunningLoop(loop);

    @Test
    void itIsCurrentBetweenEnterAndExit() {
        running.enter();
        try {
            assertThat(RunningLoop.current()).isSameAs(running);
            assertThat(running.loop()).isSameAs(loop);
        } finally {
            running.exit();
        }
        assertThat(RunningLoop.current()).isNull();
    }

    @Test
    void eachThreadHasItsOwn() {
        running.enter();
        try {
            assertThat(errorOnOtherThread(
                            () -> assertThat(RunningLoop.current()).isNull()))
                    .isNull();
        } finally {
            running.exit();
        }
    }

    @Test
    void aSecondEnterSaysWhatToDo() {
        running.enter();
        try {
            assertThatThrownBy(running::enter)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("this loop runs on the thread ")
                    .hasMessageContaining("await the coroutine instead");
            assertThatThrownBy(new RunningLoop(loop)::enter)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("another loop runs on the thread ");
        } finally {
            running.exit();
        }
    }

    @Test
    void exitWithoutEnterIsAnError() {
        assertThatThrownBy(running::exit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exit() without enter()");
    }

    @Test
    void theAttachmentOutlivesARun() {
        assertThat(running.attachment()).isNull();
        running.enter();
        running.attach("state");
        running.exit();
        assertThat(running.attachment()).isEqualTo("state");
    }

    @Test
    void eachOfTwoThatRunAtOnceIsCurrentOnItsThread() {
        RunningLoop other = new RunningLoop(loop);
        running.enter();
        try {
            assertThat(errorOnOtherThread(() -> {
                        other.enter();
                        assertThat(RunningLoop.current()).isSameAs(other);
                    }))
                    .isNull();
            assertThat(RunningLoop.current()).isSameAs(running);
        } finally {
            running.exit();
        }
    }

    @Test
    void whatIsReservedRunsInItsTurnInALoopOfAnyKind() {
        List<String> order = new ArrayList<>();
        int slot = running.reserve(() -> order.add("reserved"));
        loop.callSoon(() -> order.add("first"));
        running.callSoonReserved(slot);
        loop.callSoon(() -> order.add("last"));
        loop.stop();
        loop.runForever();
        assertThat(order).containsExactly("first", "reserved", "last");
    }

    @Test
    void aClosedLoopRefusesWhatIsReserved() {
        SelectorLoop closed = new SelectorLoop();
        RunningLoop[] of = new RunningLoop[1];
        closed.callSoon(() -> of[0] = RunningLoop.current());
        closed.stop();
        closed.runForever();
        int slot = of[0].reserve(() -> {});
        closed.close();
        assertThatThrownBy(() -> of[0].callSoonReserved(slot))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this loop is closed");
    }

    @Test
    void aLoopHasTheSameOneInEveryRun() {
        RunningLoop[] seen = new RunningLoop[2];
        for (int run = 0; run < 2; run++) {
            int number = run;
            loop.callSoon(() -> seen[number] = RunningLoop.current());
            loop.stop();
            loop.runForever();
        }
        assertThat(seen[0]).isNotNull().isSameAs(seen[1]);
    }
}

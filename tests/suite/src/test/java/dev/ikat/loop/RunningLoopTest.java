package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

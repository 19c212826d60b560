package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More awaits than fit one byte's worth of labels, and jumps longer than 32 KiB. */
class ManyAwaitsTest {
    private static Object sum(int awaits, String statement) throws Throwable {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < awaits; i++) {
            body.append(statement.replace("#", String.valueOf(i))).append('\n');
        }
        Sources sources = Sources.ofMembers("""
                @Async static Coroutine<Integer> late(int n) { await(yieldNow()); return done(n); }
                @Async static Coroutine<Integer> run() { int n = 0; for (int turn = 0; turn < 2; turn++) {
                """ + body + "} return done(n); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(sources.complaints()).isEmpty();
        return sources.run("run");
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 130, 255, 256, 260, 500})
    void statements(int awaits) throws Throwable {
        assertThat(sum(awaits, "n += await(late(#));")).isEqualTo(awaits * (awaits - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {130, 200})
    void conditions(int awaits) throws Throwable {
        assertThat(sum(awaits, "if (await(late(#)) % 2 == turn) { int k = await(late(1)); n += k; }"))
                .isEqualTo(awaits);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 120})
    void variablesThatStayAlive(int awaits) throws Throwable {
        assertThat(sum(awaits, "int v# = await(late(#)); n += v#;")).isEqualTo(awaits * (awaits - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60})
    void constructions(int awaits) throws Throwable {
        assertThat(sum(awaits, "n += new StringBuilder(new String(new char[await(late(#))])).length();"))
                .isEqualTo(awaits * (awaits - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 130})
    void tryStatements(int awaits) throws Throwable {
        assertThat(sum(awaits, "try { n += await(late(#)); } finally { n += await(late(1)); }"))
                .isEqualTo(awaits * (awaits + 1));
    }
}

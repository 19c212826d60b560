package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.CPython;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same processes under CPython's asyncio and under Ikat. One difference is translated: what a signal has ended has the
 * negative number in asyncio, and 128 and the number here.
 */
class AsyncioSubprocessTest extends ProcessFixture {
    private static final String PRELUDE = """
            import hashlib
            from asyncio.subprocess import PIPE, DEVNULL, STDOUT

            def code(n):
                return 128 - n if n < 0 else n

            async def sh(script, **options):
                streams = dict(stdin=PIPE, stdout=PIPE, stderr=PIPE)
                return await asyncio.create_subprocess_exec("sh", "-c", script, **(streams | options))

            """;

    private static final String[] ENDS = {
        "exit 0",
        "exit 7",
        "exit 255",
        "exit 300",
        "echo out; echo err >&2",
        "printf 'no end'",
        "kill -TERM $$",
        "kill -KILL $$",
        "kill -USR1 $$",
        "cat",
        "cat >&2; exit 2",
        "head -c 5",
        "exec <&-; echo deaf",
        "exec >&-; exec 2>&-; cat",
        "cat & wait; echo after",
        "yes | head -c 300000",
        "yes | head -c 300000 >&2; cat",
        "exec 3<&0; { cat <&3; echo child; } & exit 4",
        "no-such-command",
        "trap 'echo trapped' TERM; kill -TERM $$; echo goes on",
    };

    private final List<String> events = new ArrayList<>();

    private void same(String python, AsyncCallable<Void> java) {
        withProcesses(java);
        String script = PRELUDE + "def log(*words):\n    print(*words)\n" + python + "\nasyncio.run(main())\n";
        assertThat(events).isNotEmpty().isEqualTo(CPython.interpret(script, ""));
    }

    private void log(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        events.add(line.toString());
    }

    private static Coroutine<Subprocess> sh(String script) throws IOException {
        return Subprocess.start("sh", "-c", script);
    }

    @Test
    void communicateInAllWaysAProcessMayEnd() {
        StringBuilder ends = new StringBuilder("ends = [");
        for (String end : ENDS) {
            ends.append('"').append(end.replace("\"", "\\\"")).append("\", ");
        }
        same(ends + "]\n" + """
                async def main():
                    for number, script in enumerate(ends):
                        for size in 0, 10, 500000:
                            process = await sh(script)
                            out, err = await process.communicate(b"0123456789" * (size // 10))
                            words = len(err) if b"not found" not in err else "not found"
                            log(number, size, len(out), out[:20].split(), words, code(process.returncode))
                """, () -> {
            for (int number = 0; number < ENDS.length; number++) {
                for (int size : new int[] {0, 10, 500_000}) {
                    try (var process = await(sh(ENDS[number]))) {
                        var result = await(process.communicate(bytes("0123456789".repeat(size / 10))));
                        Object words = result.stderrText().contains("not found") ? "not found" : result.stderr().length;
                        int exitCode = process.returnCode().getAsInt();
                        log(number, size, result.stdout().length, firstWords(result), words, exitCode);
                    }
                }
            }
            return done();
        });
    }

    /** As Python prints the list of them. */
    private static List<String> firstWords(Communicated result) {
        String start = result.stdoutText().substring(0, Math.min(20, result.stdout().length));
        List<String> words = new ArrayList<>();
        for (String word : start.split("\\s+")) {
            if (!word.isEmpty()) {
                words.add("b'" + word + "'");
            }
        }
        return words;
    }

    @Test
    void aConversationLineByLine() {
        same("""
                async def main():
                    process = await sh("while read line; do echo $line-$line; done; echo end; exit 9")
                    for word in "a", "bb", "ccc":
                        process.stdin.write(word.encode() + b"\\n")
                        await process.stdin.drain()
                        log((await process.stdout.readline()).decode().strip(), process.returncode)
                    process.stdin.close()
                    log((await process.stdout.read()).decode().strip())
                    log(await process.wait(), process.returncode, (await process.stdout.read()).decode() == "")
                """, () -> {
            try (var process = await(sh("while read line; do echo $line-$line; done; echo end; exit 9"))) {
                for (String word : new String[] {"a", "bb", "ccc"}) {
                    await(process.stdin().write(word + "\n"));
                    log(await(process.stdout().readLine()), process.returnCode().isPresent() ? "?" : "None");
                }
                await(process.stdin().closeAsync());
                log(text(await(process.stdout().readAll())).strip());
                int exit = await(process.waitFor());
                byte[] rest = await(process.stdout().readAll());
                log(exit, process.returnCode().getAsInt(), rest.length == 0 ? "True" : "False");
            }
            return done();
        });
    }

    @Test
    void signals() {
        same("""
                import signal
                async def main():
                    for how in "terminate", "kill", "signal":
                        process = await sh("echo ready; exec sleep 1000")
                        log((await process.stdout.readline()).decode().strip())
                        if how == "signal":
                            process.send_signal(signal.SIGHUP)
                        else:
                            getattr(process, how)()
                        log(how, code(await process.wait()), len(await process.stdout.read()))
                        waits = [asyncio.create_task(process.wait()) for _ in range(3)]
                        log([code(n) for n in await asyncio.gather(*waits)])
                        try:
                            process.kill()
                        except ProcessLookupError:
                            log("too late")
                """, () -> {
            for (String how : new String[] {"terminate", "kill", "signal"}) {
                try (var process = await(sh("echo ready; exec sleep 1000"))) {
                    log(await(process.stdout().readLine()));
                    await(send(how, process));
                    int exit = await(process.waitFor());
                    log(how, exit, await(process.stdout().readAll()).length);
                    List<Task<Integer>> waits =
                            List.of(start(process.waitFor()), start(process.waitFor()), start(process.waitFor()));
                    log(await(gather(waits)));
                    log(process.kill() ? "?" : "too late");
                }
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> send(String how, Subprocess process) throws IOException {
        switch (how) {
            case "terminate" -> process.terminate();
            case "kill" -> process.kill();
            default -> await(process.signal("HUP"));
        }
        return done();
    }

    @Test
    void redirections() {
        same("""
                async def main():
                    process = await sh("echo a; echo b >&2; echo c", stderr=STDOUT)
                    log((await process.communicate())[0].decode().split())
                    process = await sh("cat; echo lost; echo kept >&2", stdin=DEVNULL, stdout=DEVNULL)
                    log((await process.communicate())[1].decode().split(), process.returncode)
                """, () -> {
            var shell = Subprocess.builder("sh", "-c", "echo a; echo b >&2; echo c");
            String merged = await(shell.redirectErrorStream(true).run()).stdoutText();
            log("['" + String.join("', '", merged.split("\n")) + "']");
            var silent = Subprocess.builder("sh", "-c", "cat; echo lost; echo kept >&2")
                    .stdin(Redirect.DISCARD)
                    .stdout(Redirect.DISCARD);
            log("['" + await(silent.run()).stderrText().strip() + "']", 0);
            return done();
        });
    }

    /** CPython before 3.12.4 has the code at the exit, but ends wait() only when the pipes are closed too (cpython #119710). */
    @Test
    void theExitComesBeforeTheEndOfTheOutput() {
        same("""
                async def main():
                    process = await sh("exec 3<&0; { read line <&3; echo late $line; } & echo early; exit 5")
                    while process.returncode is None:
                        await asyncio.sleep(0.001)
                    log(process.returncode)
                    log((await process.stdout.readline()).decode().strip())
                    process.stdin.write(b"word\\n")
                    log((await process.stdout.read()).decode().strip())
                """, () -> {
            try (var process = await(sh("exec 3<&0; { read line <&3; echo late $line; } & echo early; exit 5"))) {
                log(await(process.waitFor()));
                log(await(process.stdout().readLine()));
                await(process.stdin().write("word\n"));
                log(text(await(process.stdout().readAll())).strip());
            }
            return done();
        });
    }

    @Test
    void whatCannotBeStarted() {
        same("""
                async def main():
                    for command in ["no-such-program"], ["/"], ["true"]:
                        try:
                            process = await asyncio.create_subprocess_exec(*command)
                            log("started", await process.wait())
                        except OSError:
                            log("OSError")
                """, () -> {
            for (String program : new String[] {"no-such-program", "/", "true"}) {
                try (var process = await(Subprocess.start(program))) {
                    log("started", await(process.waitFor()));
                } catch (IOException expected) {
                    log("OSError");
                }
            }
            return done();
        });
    }
}

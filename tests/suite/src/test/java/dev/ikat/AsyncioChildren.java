package dev.ikat;

import static dev.ikat.Ikat.*;

/** Children for programs that run several, and cancel them. */
abstract class AsyncioChildren extends AsyncioFixture {
    /** Sleeps, and then fails or not; cancelled, it takes some time and then passes it on, fails or swallows it. */
    static final String CHILD = """
                async def child(word, time, fails=False, cleanup=0, then="raise"):
                    try:
                        await ms(time)
                        log(word, "ends")
                        if fails:
                            raise ValueError(word)
                    except asyncio.CancelledError:
                        log(word, "cancelled")
                        await ms(cleanup)
                        if then == "raise":
                            raise
                        if then == "fail":
                            raise ValueError(word)
                        log(word, "swallows")
                    return word

                def words(error):
                    return ",".join(str(e) if isinstance(e, ValueError) else name(e) for e in error.exceptions)

                """;

    @Async
    final Coroutine<String> child(String word, int time, boolean fails, int cleanup, String then) {
        try {
            await(ms(time));
            log(word, "ends");
            if (fails) {
                throw new Failed(word);
            }
        } catch (CancelledError e) {
            log(word, "cancelled");
            await(ms(cleanup));
            if (then.equals("raise")) {
                throw e;
            }
            if (then.equals("fail")) {
                throw new Failed(word);
            }
            log(word, "swallows");
        }
        return done(word);
    }

    final Coroutine<String> child(String word, int time) {
        return child(word, time, false, 0, "raise");
    }

    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String word) {
            super(word);
        }
    }

    static String nameOf(Throwable error) {
        return error instanceof Failed ? "ValueError" : name(error);
    }
}

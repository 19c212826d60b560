import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

/** A compiler moves unfinished objects into locals around a switch expression that holds a try statement. */
class UnfinishedAroundTry {
    record Pair(Object first, Object second, long third) {
        static {
            log("Pair is initialised");
        }
    }

    static class Outer {
        class Inner {
            final String text;

            Inner(String text, int number) {
                log("inner " + text + number);
                this.text = text + number;
            }
        }
    }

    @Async
    static Coroutine<String> arms(int how) {
        long base = 40L;
        Pair pair = new Pair(await(tick("a")), switch (how) {
            case 0 -> await(tick("zero"));
            case 1 -> {
                try {
                    if (await(tick(how)) == 1) throw new IllegalStateException("one");
                    yield "not one";
                } catch (IllegalStateException e) {
                    yield e.getMessage() + await(tick("caught"));
                } finally {
                    log("finally " + await(tick("f")));
                }
            }
            default -> new Pair(1, switch (how) {
                case 2 -> {
                    try {
                        yield await(fail("two"));
                    } catch (IllegalArgumentException e) {
                        yield new StringBuilder(await(tick("deep"))).append(how);
                    }
                }
                default -> null;
            }, await(tick(4)));
        }, await(tick(2L)) + base);
        return done(pair.toString());
    }

    @Async
    static Coroutine<String> mixed(int how) {
        int d = 3;
        String s = "x" + new Outer().new Inner("i" + await(tick(how)), d * switch (how) {
            case 0 -> {
                try {
                    yield await(tick(2));
                } finally {
                    log("in between");
                }
            }
            default -> 3;
        }).text + await(tick("end"));
        return done(s);
    }

    @Async
    static Coroutine<String> run() {
        String all = "";
        for (int how = 0; how < 4; how++) {
            all += await(arms(how)) + ";" + await(mixed(how)) + ";";
        }
        return done(all);
    }
}

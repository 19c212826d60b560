package voyage.hidden;

import static dev.ikat.Ikat.*;

import dev.ikat.*;

/** Of a package that its module does not export. */
public class Hidden {
    protected static int opened;

    @Async
    public static Coroutine<String> secret(int n) {
        await(yieldNow());
        opened += n;
        return done("secret " + opened);
    }
}

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import dev.ikat.frame.Frame;
import static dev.ikat.weave.corpus.Corpus.*;

/** The parameters are those of a woven body. */
class FrameAsArgument {
    @Async
    static Coroutine<String> describe(Frame frame, Object value, Throwable error) {
        String text = await(tick("frame " + frame + ", value " + value));
        return done(text + ", error " + error.getMessage());
    }

    @Async
    static Coroutine<String> run() {
        return done(await(describe(null, 1, new IllegalStateException("none"))));
    }
}

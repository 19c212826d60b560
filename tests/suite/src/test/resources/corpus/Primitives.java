import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Primitives {
    @Async
    static Coroutine<String> run() {
        byte b = -3; short s = 1234; char c = 'x'; boolean z = true; int i = 1 << 30; long l = Long.MIN_VALUE + 7; float f = 1.5e-3f; double d = -0.0;
        float nan = Float.intBitsToFloat(0x7f812345);
        await(tick(0));
        log(b + " " + s + " " + c + " " + z + " " + i + " " + l + " " + f + " " + d + " " + Float.floatToRawIntBits(nan));
        b++; s--; c++; z = !z; i ^= 5; l /= 3; f *= 2; d += Math.PI;
        await(tick(1));
        return done(b + " " + s + " " + c + " " + z + " " + i + " " + l + " " + f + " " + d);
    }
}

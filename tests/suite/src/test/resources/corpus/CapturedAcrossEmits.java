import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class CapturedAcrossEmits {
    @Async
    static Generator<String> captured(int a, long b, double c, boolean d, byte e, short f, char g, float h, int[] i) {
        Supplier<String> all = () -> "" + a + b + c + d + e + f + g + h + i[0];
        emit(all.get());
        i[0]++;
        emit(all.get());
        List<Supplier<Object>> made = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            int copy = k;
            Object sent = emit("k" + k);
            made.add(() -> copy + " " + sent);
        }
        for (Supplier<Object> one : made) emit(String.valueOf(one.get()));
        if (made.size() > 2) {
            String later;
            later = "later" + emit("x");
            Runnable log = () -> log(later);
            emit("y");
            log.run();
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(captured(1, 1L << 40, 2.5, true, (byte) -1, (short) 3, 'g', 0.5f, new int[] {9}));
        sendAll(captured(1, 2, 3, false, (byte) 4, (short) 5, '6', 7, new int[] {8}), 1, 2, 3, 4, 5, 6, 7, 8, "z");
        return done();
    }
}

import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitBelowOperands {
    @Async
    static Generator<Integer> operands(long l, double d, float f, int[] array) {
        long sum = l + Ikat.<Long>emit(1) * (l - 1) + Ikat.<Long>emit(2);
        log(sum);
        double product = d * Ikat.<Double>emit(3) / (d + Ikat.<Double>emit(4));
        log(product);
        log(f - Ikat.<Float>emit(5) + l);
        array[note(1)] = Ikat.<Integer>emit(6);
        array[Ikat.<Integer>emit(7)] += Ikat.<Integer>emit(8);
        array[0] += array[1] * Ikat.<Integer>emit(9);
        log(Arrays.toString(array));
        long[][] deep = {{l}, {l + 1, Ikat.<Long>emit(10)}};
        deep[1][0] <<= Ikat.<Integer>emit(11);
        log(Arrays.deepToString(deep));
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(operands(5, 2.5, 1.5f, new int[] {1, 2, 3}), 7L, 8L, 0.5, 3.0, 2f, 6, 2, 40, 3, 12L, 2);
        sendAll(operands(5, 2.5, 1.5f, new int[] {1, 2, 3}), 7L, 8L, 0.5, 3.0, 2f, 6, 3);
        return done();
    }
}

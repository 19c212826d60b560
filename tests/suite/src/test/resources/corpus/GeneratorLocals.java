import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorLocals {
    @Async
    static Generator<Object> locals(int n) {
        long a = 1L << 40;
        double b = 0.5;
        {
            int c = n;
            emit(c);
        }
        {
            long c = a + n;
            emit(c);
            double d = b * c;
            emit(d);
        }
        String late = null;
        Object merged = n > 1 ? "text" : Integer.valueOf(5);
        emit(merged);
        Number number;
        if (n > 1) {
            number = 1L;
            emit("long");
        } else {
            number = 2;
            emit("int");
        }
        emit(number);
        int[] array = new int[n];
        for (int i = 0; i < array.length; i++) {
            array[i] += i + (int) a;
            late = late + i;
            emit(late);
        }
        byte small = (byte) n;
        small += 127;
        emit(small);
        n++;
        b++;
        return end(n + a + b + late);
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(locals(1));
        takeAll(locals(3));
        return done();
    }
}

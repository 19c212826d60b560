import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorManyLocals {
    @Async
    static Generator<Object> many(int a0, long a1, String a2, double a3, Object a4, float a5, int a6, long a7) {
        var v0 = a0 + 0;
        var v1 = a1 * 1;
        var v2 = a2 + "2";
        var v3 = a3 / 4;
        var v4 = a0 + 4;
        var v5 = a1 * 5;
        var v6 = a2 + "6";
        var v7 = a3 / 8;
        var v8 = a0 + 8;
        var v9 = a1 * 9;
        var v10 = a2 + "10";
        var v11 = a3 / 12;
        var v12 = a0 + 12;
        var v13 = a1 * 13;
        var v14 = a2 + "14";
        var v15 = a3 / 16;
        var v16 = a0 + 16;
        var v17 = a1 * 17;
        var v18 = a2 + "18";
        var v19 = a3 / 20;
        var v20 = a0 + 20;
        var v21 = a1 * 21;
        var v22 = a2 + "22";
        var v23 = a3 / 24;
        var v24 = a0 + 24;
        var v25 = a1 * 25;
        var v26 = a2 + "26";
        var v27 = a3 / 28;
        var v28 = a0 + 28;
        var v29 = a1 * 29;
        emit(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7);
        log("" + v0 + emit(v0) + v3 + emit(v3) + v6 + emit(v6) + v9 + emit(v9) + v12 + emit(v12) + v15 + emit(v15) + v18 + emit(v18) + v21 + emit(v21) + v24 + emit(v24) + v27 + emit(v27));
        v0 += 1;
        v1 += 2L;
        v2 += "s";
        v3 += 0.5;
        v4 += 1;
        v5 += 2L;
        v6 += "s";
        v7 += 0.5;
        v8 += 1;
        v9 += 2L;
        v10 += "s";
        v11 += 0.5;
        v12 += 1;
        v13 += 2L;
        v14 += "s";
        v15 += 0.5;
        v16 += 1;
        v17 += 2L;
        v18 += "s";
        v19 += 0.5;
        v20 += 1;
        v21 += 2L;
        v22 += "s";
        v23 += 0.5;
        v24 += 1;
        v25 += 2L;
        v26 += "s";
        v27 += 0.5;
        v28 += 1;
        v29 += 2L;
        emit(a7);
        return end("" + v0 + ","+ v1 + ","+ v2 + ","+ v3 + ","+ v4 + ","+ v5 + ","+ v6 + ","+ v7 + ","+ v8 + ","+ v9 + ","+ v10 + ","+ v11 + ","+ v12 + ","+ v13 + ","+ v14 + ","+ v15 + ","+ v16 + ","+ v17 + ","+ v18 + ","+ v19 + ","+ v20 + ","+ v21 + ","+ v22 + ","+ v23 + ","+ v24 + ","+ v25 + ","+ v26 + ","+ v27 + ","+ v28 + ","+ v29);
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(many(1, 2, "3", 4, List.of(5), 6, 7, 8));
        return done();
    }
}

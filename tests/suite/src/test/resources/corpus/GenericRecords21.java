import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GenericRecords21 {
    sealed interface Option<T> { record Some<T>(T value) implements Option<T> {} record None<T>() implements Option<T> {} }
    sealed interface Either<L, R> { record Left<L, R>(L l) implements Either<L, R> {} record Right<L, R>(R r) implements Either<L, R> {} }
    record Pair<A, B>(A a, B b) {}
    @Async static <T> Coroutine<T> orElse(Option<? extends T> o, T other) { return switch (o) { case Option.Some<? extends T>(var v) -> done(await(tick(v))); case Option.None<? extends T> n -> tick(other); }; }
    @Async static <L, R extends Comparable<R>> Coroutine<String> both(Pair<Either<L, R>, Either<L, R>> p) { return done(switch (p) { case Pair<Either<L, R>, Either<L, R>>(Either.Right<L, R>(R x), Either.Right<L, R>(R y)) when x.compareTo(await(tick(y))) > 0 -> "greater" + x; case Pair<Either<L, R>, Either<L, R>>(Either.Left<L, R>(var l), var any) -> "left" + await(tick(l)) + (any instanceof Either.Left<L, R>(L again) ? again : ""); case Pair<Either<L, R>, Either<L, R>>(var a, var b) -> "other" + await(tick(a)); }); }
    @Async
    static Coroutine<String> run() { return done("" + await(orElse(new Option.Some<>(1), 2)) + await(GenericRecords21.<Object>orElse(new Option.None<String>(), "none")) + await(both(new Pair<>(new Either.Right<>(5), new Either.Right<>(3)))) + await(both(new Pair<>(new Either.Left<String, Integer>("l"), new Either.Left<>("m")))) + await(both(new Pair<>(new Either.Right<>(1), new Either.Left<>(2))))); }
}

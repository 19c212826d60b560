import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class LambdaGenerics {
    interface Fn<A, B> { Coroutine<B> on(A a); default <C> Fn<A, C> then(Fn<? super B, ? extends C> next) { return a -> done(await(next.on(await(on(a))))); } static <T> Fn<T, T> identity() { return t -> tick(t); } }
    static <T, R> Fn<List<? extends T>, List<R>> each(Fn<T, R> fn) { return list -> { List<R> all = new ArrayList<>(); for (T t : list) all.add(await(fn.on(t))); return done(all); }; }
    @Async
    static Coroutine<String> run() {
        Fn<Integer, String> text = n -> done("n" + await(tick(n)));
        Fn<String, Integer> length = s -> done(await(tick(s)).length());
        BiFunction<Integer, Long, Coroutine<Double>> pair = (a, b) -> done(a * await(tick(b)) / 2.0);
        Supplier<Supplier<Coroutine<String>>> deep = () -> () -> done(await(tick("deep")));
        return done(await(text.then(length).then(text).on(10)) + await(each(text).on(List.of(1, 2))) + await(LambdaGenerics.<CharSequence, String>each(c -> done(c + await(tick("!")))).on(List.of("a", new StringBuilder("b")))) + await(Fn.<Integer>identity().on(3)) + await(pair.apply(3, 5L)) + await(deep.get().get()));
    }
}

package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.weave.plan.Reasons;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** {@code @Async} on a method that cannot be woven, by its declaration. */
final class AsyncMethod extends Rule {
    /** What is meant where one of these is returned. */
    private static final Map<String, String> MEANT = Map.of(
            Symbols.PROMISE,
            "Task<%s>",
            "dev.ikat.Awaitable",
            "Coroutine<%s>",
            Symbols.ASYNC_ITERABLE,
            "AsyncGenerator<%s>",
            "dev.ikat.AsyncIterator",
            "AsyncGenerator<%s>",
            "java.util.concurrent.Flow.Publisher",
            "AsyncGenerator<%s>",
            "java.util.concurrent.Future",
            "CompletableFuture<%s>",
            "java.util.Iterator",
            "Generator<%s>",
            "java.lang.Iterable",
            "Generator<%s>",
            "java.util.stream.Stream",
            "Generator<%s>");

    AsyncMethod() {
        super("async-method", Level.ERROR, Tree.Kind.METHOD);
    }

    @Override
    public void check(Place place, Findings findings) {
        Body body = place.body();
        if (body != null && body.isAsyncMethod()) {
            String reason = reason(place, body, (MethodTree) place.tree());
            if (reason != null) {
                findings.report(place.path(), reason);
            }
        }
    }

    private static @Nullable String reason(Place place, Body body, MethodTree method) {
        Set<Modifier> modifiers = method.getModifiers().getFlags();
        if (modifiers.contains(Modifier.NATIVE)) {
            return Reasons.NATIVE_METHOD;
        }
        if (method.getBody() == null) {
            return Reasons.ABSTRACT_METHOD;
        }
        if (modifiers.contains(Modifier.SYNCHRONIZED)) {
            return Reasons.SYNCHRONIZED_METHOD;
        }
        TypeMirror result = body.result();
        return result == null
                        || result.getKind() == TypeKind.ERROR
                        || body.returnKind().isPresent()
                ? null
                : Reasons.returnType(Symbols.text(result)) + ". Write " + meant(place, result);
    }

    private static String meant(Place place, TypeMirror result) {
        if (result.getKind() == TypeKind.VOID) {
            return "Coroutine<Void>, and end it with return done();";
        }
        String type = MEANT.keySet().stream()
                .filter(each -> isExactly(result, each))
                .findFirst()
                .orElse(null);
        TypeMirror value = result instanceof DeclaredType declared
                        && !declared.getTypeArguments().isEmpty()
                ? declared.getTypeArguments().get(0)
                : null;
        if (type != null) {
            return String.format(MEANT.getOrDefault(type, "%s"), value == null ? "Object" : Symbols.text(value));
        }
        return "Coroutine<" + Symbols.text(place.symbols().boxed(result)) + ">, and end it with return done(…);";
    }

    private static boolean isExactly(TypeMirror type, String name) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name);
    }
}

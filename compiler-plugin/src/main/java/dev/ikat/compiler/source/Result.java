package dev.ikat.compiler.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.weave.plan.ReturnKind;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What a body that is of a kind that could be woven returns: by a return statement, or as all that a lambda computes. */
public final class Result {
    private final Place place;
    private final Body body;
    private final TreePath value;
    private final ReturnKind kind;

    private Result(Place place, Body body, TreePath value, ReturnKind kind) {
        this.place = place;
        this.body = body;
        this.value = value;
        this.kind = kind;
    }

    /** At a return statement or a lambda; null when nothing is returned there, or nothing of such a kind. */
    public static @Nullable Result at(Place place) {
        Body body = place.body();
        Tree tree = place.tree();
        ExpressionTree value = tree instanceof ReturnTree returned
                ? returned.getExpression()
                : tree instanceof LambdaExpressionTree lambda && lambda.getBody() instanceof ExpressionTree expression
                        ? expression
                        : null;
        ReturnKind kind = body == null ? null : body.returnKind().orElse(null);
        return value == null || body == null || kind == null ? null : new Result(place, body, place.child(value), kind);
    }

    public TreePath value() {
        return value;
    }

    /** Whether it is that of a return statement. */
    public boolean isStatement() {
        return place.tree() instanceof ReturnTree;
    }

    public ReturnKind kind() {
        return kind;
    }

    /** The T of a {@code Coroutine<T>}; null when it is not given. */
    public @Nullable TypeMirror typeArgument() {
        return body.result() instanceof DeclaredType declared
                        && !declared.getTypeArguments().isEmpty()
                ? declared.getTypeArguments().get(0)
                : null;
    }

    /**
     * Whether Ikat makes something of it: the body is woven, or the runtime calls it. Other code may agree with its callers
     * on what null means.
     */
    public boolean isOurs() {
        if (body.kind() == Body.Kind.LAMBDA) {
            return body.calls().isLambdaOfLoop();
        }
        return body.isAsyncMethod()
                || (place.elementOf(body.path()) instanceof ExecutableElement method
                        && method.getEnclosingElement() instanceof TypeElement owner
                        && overridesRuntime(method, owner, place.symbols()));
    }

    private static boolean overridesRuntime(ExecutableElement method, TypeElement owner, Symbols symbols) {
        return supertypes(owner.asType(), symbols)
                .filter(symbols::isOfRuntime)
                .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
                .filter(above -> above.getSimpleName().equals(method.getSimpleName()))
                .anyMatch(above -> symbols.elements.overrides(method, above, owner));
    }

    private static Stream<TypeElement> supertypes(TypeMirror type, Symbols symbols) {
        return symbols.types.directSupertypes(type).stream()
                .flatMap(above -> Stream.concat(Stream.ofNullable(symbols.classOf(above)), supertypes(above, symbols)));
    }
}

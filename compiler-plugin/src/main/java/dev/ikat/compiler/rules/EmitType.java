package dev.ikat.compiler.rules;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Casting;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.compiler.source.Values;
import dev.ikat.weave.plan.ReturnKind;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What is emitted cannot be an element of the generator: {@code emit} takes any object, since nothing in Java ties its
 * parameter to the type that the method returns. Only what cannot be one by its class is found, as javac refuses a cast.
 */
final class EmitType extends Rule {
    /** The primitive types of the classes that numbers are boxed in. */
    private static final Map<String, String> NUMBERS = Map.of(
            "java.lang.Byte", "byte",
            "java.lang.Short", "short",
            "java.lang.Integer", "int",
            "java.lang.Long", "long",
            "java.lang.Float", "float",
            "java.lang.Double", "double");

    EmitType() {
        super("emit-type", Level.ERROR, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        String call = place.suspendingCall(place.path());
        Body body = place.body();
        TypeMirror generator = call == null || !call.startsWith("emit") || body == null ? null : generator(body);
        TypeMirror element = generator == null ? null : place.symbols().argument(generator, Symbols.ANY_GENERATOR, 0);
        if (generator == null || element == null) {
            return;
        }
        Target target = new Target(place, generator, element, findings);
        TreePath argument =
                place.child(((MethodInvocationTree) place.tree()).getArguments().get(0));
        if ("emit".equals(call)) {
            Values.of(argument, each -> isPrimitive(place.typeOf(each))).forEach(target::checkValue);
        } else {
            target.checkSource(argument);
        }
    }

    /** The branches of a conditional are converted to such a type before they are boxed. */
    private static boolean isPrimitive(@Nullable TypeMirror type) {
        return type != null && type.getKind().isPrimitive();
    }

    /** What the body is a generator by; null when it is none. */
    private static @Nullable TypeMirror generator(Body body) {
        return body.isWoven() && body.returnKind().map(ReturnKind::emits).orElse(false) ? body.result() : null;
    }

    /** What an emit is for. */
    private record Target(Place place, TypeMirror generator, TypeMirror element, Findings findings) {
        void checkValue(TreePath value) {
            TypeMirror type = place.typeOf(value);
            if (type != null && cannotBeElement(type)) {
                findings.report(
                        value,
                        Place.text(value.getLeaf()) + " is of type " + Symbols.text(type)
                                + " and cannot be an element of " + Symbols.text(generator) + ". "
                                + conversion(value, type));
            }
        }

        void checkSource(TreePath source) {
            TypeMirror type = place.typeOf(source);
            String iterable =
                    place.symbols().isA(type, Symbols.ASYNC_ITERABLE) ? Symbols.ASYNC_ITERABLE : "java.lang.Iterable";
            TypeMirror emitted = type == null || !place.symbols().isA(type, iterable)
                    ? null
                    : place.symbols().argument(type, iterable, 0);
            if (emitted != null && cannotBeElement(emitted)) {
                String text = Place.text(source.getLeaf());
                findings.report(
                        source,
                        "the elements of " + text + " are of type " + Symbols.text(emitted) + " and cannot be elements"
                                + " of " + Symbols.text(generator) + ". Convert them: for (var each : "
                                + (iterable.equals(Symbols.ASYNC_ITERABLE) ? "each(" + text + ")" : text)
                                + ") { emit(…); }");
            }
        }

        private boolean cannotBeElement(TypeMirror type) {
            return !new Casting(place.symbols()).isPossible(type, element);
        }

        private String conversion(TreePath value, TypeMirror type) {
            String text = Place.text(value.getLeaf());
            String number = NUMBERS.get(element.toString());
            boolean isNumber = NUMBERS.containsKey(place.symbols().boxed(type).toString());
            if (element.toString().equals("java.lang.String")) {
                return "Write emit(String.valueOf(" + text + "))";
            }
            if (number != null && type.getKind().isPrimitive() && type.getKind() != TypeKind.BOOLEAN) {
                return "Write emit((" + number + ") " + (isSimple(value.getLeaf()) ? text : "(" + text + ")") + ")";
            }
            return number != null && isNumber
                    ? "Write emit(" + text + "." + number + "Value())"
                    : "Convert it, or let the method return a generator of "
                            + Symbols.text(place.symbols().boxed(type));
        }

        private static boolean isSimple(Tree tree) {
            return tree instanceof LiteralTree
                    || tree instanceof IdentifierTree
                    || tree instanceof MethodInvocationTree
                    || tree instanceof MemberSelectTree;
        }
    }
}

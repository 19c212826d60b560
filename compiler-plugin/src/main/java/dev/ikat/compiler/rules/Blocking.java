package dev.ikat.compiler.rules;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.compiler.source.Underlying;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * A call that blocks the thread, in code that runs on a loop. What the list knows is passed over where the code shows that
 * nothing is waited for: reading from memory, a future that has ended, an address in numbers.
 */
final class Blocking extends Rule {
    private static final String FUTURE = "java.util.concurrent.Future";
    private static final Set<String> ENDING = Set.of("isDone", "complete", "completeExceptionally", "cancel");
    private static final Set<String> ADDRESSES = Set.of("java.net.InetAddress", "java.net.InetSocketAddress");
    private static final Pattern NUMBERS = Pattern.compile("\"(|localhost|[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.%]*)\"");

    Blocking() {
        super("blocking", Level.WARNING, Tree.Kind.METHOD_INVOCATION, Tree.Kind.NEW_CLASS);
    }

    @Override
    public void check(Place place, Findings findings) {
        Body body = place.body();
        ExecutableElement method = body == null || !body.runsOnLoop() ? null : place.methodOf(place.path());
        if (body == null || method == null) {
            return;
        }
        String instead = place.symbols().blocking.instead(method, ownerOf(method, place));
        if (instead != null && !isSettled(place, method, body) && !isInMemory(place) && !isInNumbers(place, method)) {
            findings.report(
                    place.path(),
                    Place.text(place.tree()) + " blocks the thread of the loop, and with it all tasks there. Instead: "
                            + filled(instead.isEmpty() ? "await(toThread(() -> {call}))" : instead, place));
        }
    }

    /** The type of the object that a method is called on, or the class of a static method or a constructor. */
    private static TypeMirror ownerOf(ExecutableElement method, Place place) {
        TypeElement declaring = Symbols.ownerOf(method);
        if (place.tree() instanceof NewClassTree made) {
            return made.getClassBody() == null ? declaring.asType() : declaring.getSuperclass();
        }
        TreePath receiver = method.getModifiers().contains(Modifier.STATIC) ? null : place.receiver();
        TypeMirror type = receiver == null ? null : place.typeOf(receiver);
        return type == null ? declaring.asType() : type;
    }

    /** Whether what is read is there: nothing below is opened, or the call asks for no more than has come. */
    private static boolean isInMemory(Place place) {
        TreePath receiver = place.receiver();
        if (argumentsOf(place.tree()).toString().contains(".available()")) {
            return true;
        }
        return receiver != null
                && Underlying.types(receiver, place).stream().anyMatch(place.symbols().blocking::isInMemory);
    }

    /** Whether the future that is asked was awaited before, found done, or completed by the same code. */
    private static boolean isSettled(Place place, ExecutableElement method, Body body) {
        TreePath receiver = place.receiver();
        return receiver != null
                && receiver.getLeaf() instanceof IdentifierTree future
                && place.symbols().isDeclaredBelow(method, FUTURE)
                && body.calls().before(place.tree()).stream()
                        .anyMatch(each -> isDoneOf(future, each) || isAwaitOf(future, each, place));
    }

    private static boolean isDoneOf(IdentifierTree future, TreePath call) {
        return ((MethodInvocationTree) call.getLeaf()).getMethodSelect() instanceof MemberSelectTree select
                && ENDING.contains(select.getIdentifier().toString())
                && select.getExpression() instanceof IdentifierTree of
                && of.getName().equals(future.getName());
    }

    private static boolean isAwaitOf(IdentifierTree future, TreePath call, Place place) {
        return place.suspendingCall(call) != null
                && Place.names(call.getLeaf()).contains(future.getName().toString());
    }

    private static boolean isInNumbers(Place place, ExecutableElement method) {
        List<? extends ExpressionTree> arguments = argumentsOf(place.tree());
        return ADDRESSES.stream().anyMatch(each -> Symbols.isMemberOf(method, each))
                && !arguments.isEmpty()
                && arguments.get(0) instanceof LiteralTree host
                && NUMBERS.matcher(host.toString()).matches();
    }

    private static List<? extends ExpressionTree> argumentsOf(Tree call) {
        return call instanceof NewClassTree made ? made.getArguments() : ((MethodInvocationTree) call).getArguments();
    }

    private static String filled(String instead, Place place) {
        List<String> arguments =
                argumentsOf(place.tree()).stream().map(Place::text).toList();
        TreePath receiver = place.receiver();
        String filled = instead.replace("{call}", Place.text(place.tree()))
                .replace("{this}", receiver == null ? "this" : Place.text(receiver.getLeaf()))
                .replace("{args}", String.join(", ", arguments));
        for (int i = 0; i < arguments.size(); i++) {
            filled = filled.replace("{" + (i + 1) + "}", arguments.get(i));
        }
        return filled;
    }
}

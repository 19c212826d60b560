package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Dropped;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What is started and dropped: nobody learns in time that it has failed, or that it has not ended. Only what certainly
 * starts something for its caller counts: calls of the runtime's methods that do, and of {@code @Async} methods. Another method
 * that returns a task may keep it, as that of a group does. A variable {@code unused…}, {@code ignored…} or {@code _} says
 * that it is meant.
 */
final class DroppedTask extends Rule {
    private static final int MOST_BRIEF = 40;
    private static final String FUTURE = "java.util.concurrent.CompletionStage";
    /** Methods of Ikat; what startEager starts has run when it returns, at least to where it waits. */
    private static final Set<String> STARTING = Set.of(
            "start", "gather", "gatherSettled", "inExecutor", "shield", "startFuture", "startThreadsafe", "toThread");

    DroppedTask() {
        super("dropped-task", Level.WARNING, Dropped.kinds());
    }

    @Override
    public void check(Place place, Findings findings) {
        Dropped dropped = Dropped.at(place, type -> hot(place, type) != null);
        String what = dropped == null || isMeant(place.tree()) ? null : hot(place, dropped.type());
        if (dropped != null && what != null && starts(place, dropped) && !dropped.isToFail(place)) {
            findings.report(dropped.where(), message(place, dropped, what));
        }
    }

    private static boolean starts(Place place, Dropped dropped) {
        ExecutableElement method = place.methodOf(dropped.expression());
        if (method == null) {
            return false;
        }
        String name = method.getSimpleName().toString();
        return Symbols.hasAnnotation(method, Symbols.ASYNC)
                || (Symbols.isMemberOf(method, Symbols.IKAT) && STARTING.contains(name))
                || (Symbols.isMemberOf(method, "dev.ikat.LoopGroup") && name.equals("submit"));
    }

    private static boolean isMeant(Tree tree) {
        return tree instanceof VariableTree variable
                && (variable.getName().isEmpty()
                        || Stream.of("_", "unused", "ignored")
                                .anyMatch(variable.getName().toString()::startsWith));
    }

    private static String message(Place place, Dropped dropped, String what) {
        String text = Place.text(dropped.expression().getLeaf());
        String failure = what.equals("future")
                ? "nobody ever sees a failure of it. "
                : "a failure of it is reported only when the loop closes. ";
        return switch (dropped.form()) {
            case STATEMENT, LAMBDA ->
                "nobody awaits the " + what + " that " + text + " starts: " + failure + advice(place, dropped)
                        + ". If it is meant, write var ignored = " + brief(dropped) + ";";
            case REFERENCE ->
                "each call of " + text + " starts a " + what + " that nobody awaits: " + failure
                        + "Keep what the calls return, and await it";
            case VARIABLE ->
                "nobody awaits the " + what + " in variable " + ((VariableTree) place.tree()).getName() + ": " + failure
                        + advice(place, dropped) + ". If it is meant, call the variable ignored";
        };
    }

    private static String advice(Place place, Dropped dropped) {
        String text = brief(dropped);
        if (place.isIkat(dropped.expression(), "start")) {
            return "Keep it and await it, var task = " + text + ", or start it in a group, taskGroup(group -> { group."
                    + text.substring(text.indexOf("start(")) + "; … })";
        }
        Body body = place.body();
        return body != null && body.runsOnLoop()
                ? "Write await(" + text + "), or keep it and await it later"
                : "Return it, or keep it";
    }

    /** What is called, for code to type: without the arguments where they are long. */
    private static String brief(Dropped dropped) {
        Tree tree = dropped.expression().getLeaf();
        String text = Place.text(tree);
        return text.length() > MOST_BRIEF && tree instanceof MethodInvocationTree call
                ? Place.text(call.getMethodSelect()) + "(…)"
                : text;
    }

    private static @Nullable String hot(Place place, TypeMirror type) {
        Symbols symbols = place.symbols();
        return symbols.isA(type, "dev.ikat.Task")
                ? "task"
                : symbols.isA(type, Symbols.PROMISE) ? "promise" : symbols.isA(type, FUTURE) ? "future" : null;
    }
}

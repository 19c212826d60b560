package dev.ikat.weave.random;

import static dev.ikat.weave.random.Type.BOOL;
import static dev.ikat.weave.random.Type.ERROR;
import static dev.ikat.weave.random.Type.INT;
import static dev.ikat.weave.random.Type.INTS;
import static dev.ikat.weave.random.Type.LIST;
import static dev.ikat.weave.random.Type.OBJECT;
import static dev.ikat.weave.random.Type.STRING;

import dev.ikat.weave.random.Scope.Target;
import dev.ikat.weave.random.Signature.Makes;
import java.util.ArrayList;
import java.util.List;

/** Random statements that hold others. Each can be gone through to its end, so that what follows is reachable. */
final class ControlFlow {
    /** Clauses that stand together: none catches all of what a later one does. */
    private static final List<List<String>> CATCHES = List.of(
            List.of("Boom", "ArithmeticException | IndexOutOfBoundsException"),
            List.of("Boom | CancelledError"),
            List.of("CancelledError", "RuntimeException"),
            List.of("ClassCastException", "Boom", "Throwable"),
            List.of("RuntimeException"),
            List.of("Throwable"));

    private final Dice dice;
    private final Expressions expressions;
    private final Statements statements;

    ControlFlow(Dice dice, Expressions expressions, Statements statements) {
        this.dice = dice;
        this.expressions = expressions;
        this.statements = statements;
    }

    Tree any(Scope scope) {
        return switch (dice.below(16)) {
            case 0, 1 -> ifElse(scope);
            case 2 -> Tree.statement("if ($0) $1", condition(scope), statements.jumping(scope));
            case 3 -> pattern(scope);
            case 4, 5, 6 -> loop(scope);
            case 7 -> each(scope);
            case 8, 9 -> switching(scope);
            case 10, 11, 12 -> scope.tries ? tryCatch(scope) : ifElse(scope);
            case 13 -> scope.tries ? resources(scope) : loop(scope);
            case 14 -> // of its own: the bodies of plain generators run on different threads
                !scope.locks || !scope.tries
                        ? loop(scope)
                        : Tree.statement("synchronized (new Object()) $0", statements.block(scope.withoutAwaits()));
            default -> labelled(scope);
        };
    }

    private Tree condition(Scope scope) {
        return expressions.of(BOOL, scope, 2);
    }

    private Tree ifElse(Scope scope) {
        Tree start = Tree.statement("if ($0) $1 $*", condition(scope), statements.blockOrJump(scope));
        return start.with(
                switch (dice.below(4)) {
                    case 0 -> List.of();
                    case 1 ->
                        List.of(Tree.statement("else if ($0) $1", condition(scope), statements.blockOrJump(scope)));
                    default -> List.of(Tree.statement("else $0", statements.block(scope)));
                });
    }

    /** A pattern whose variable is bound in the block, or after the statement. */
    private Tree pattern(Scope scope) {
        boolean integer = dice.oneIn(2);
        String name = dice.name("b");
        Tree value = expressions.of(OBJECT, scope, 2);
        String test = "$0 instanceof " + (integer ? "Integer " : "String ") + name;
        if (dice.oneIn(2)) {
            Tree unless = Tree.statement("if (!(" + test + ")) $1", value, statements.jumping(scope));
            scope.declare(integer ? INT : STRING, name, false);
            return unless;
        }
        Scope bound = scope.nested();
        bound.declare(integer ? INT : STRING, name, false);
        return Tree.statement("if (" + test + ") $1", value, statements.blockOrJump(bound));
    }

    private Tree loop(Scope scope) {
        String label = dice.oneIn(2) ? dice.name("L") : null;
        String prefix = label == null ? "" : label + ": ";
        Target target = new Target(label, true, true);
        return switch (dice.below(5)) {
            case 0 ->
                Tree.statement(
                        prefix + "while ($0 && fuel()) $1",
                        condition(scope),
                        statements.blockOrJump(scope.inside(target)));
            case 1 ->
                Tree.statement(
                        prefix + "do $1 while ($0 && fuel());",
                        condition(scope),
                        statements.block(scope.inside(target)));
            case 2 ->
                Tree.statement(
                        prefix + "while (true) {\nif (!fuel()) {\nbreak;\n}\n$0}",
                        statements.block(scope.inside(target)));
            default -> counting(prefix, target, scope);
        };
    }

    private Tree counting(String prefix, Target target, Scope scope) {
        String name = dice.name("i");
        Scope inner = scope.inside(target);
        inner.declare(INT, name, true);
        return Tree.statement(
                prefix + "for (int " + name + " = $0; " + name + " < $1 && fuel(); " + name + "++) $2",
                expressions.of(INT, scope, 1),
                expressions.of(INT, scope, 2),
                statements.blockOrJump(inner));
    }

    private Tree each(Scope scope) {
        String name = dice.name("e");
        String label = dice.oneIn(2) ? dice.name("L") : null;
        Scope inner = scope.inside(new Target(label, true, true));
        Tree generator = dice.oneIn(3) ? expressions.generator(Makes.GENERATOR, scope, 2) : null;
        // the plain run closes by a try statement
        boolean asynchronous = generator == null && scope.asynchronousLoops && scope.awaits && scope.tries;
        if (generator != null || (asynchronous && !dice.oneIn(3))) {
            inner.declare(OBJECT, name, false);
            return Tree.statement(
                    (label == null ? "" : label + ": ") + "for (Object " + name + " : "
                            + (generator == null ? "each($0)" : "$0") + ") $1",
                    generator == null ? expressions.asynchronous(scope, 2) : generator,
                    statements.blockOrJump(inner));
        }
        inner.declare(INT, name, dice.oneIn(3));
        return Tree.statement(
                (label == null ? "" : label + ": ") + "for (int " + name + " : $0) $1",
                expressions.of(dice.of(INTS, LIST), scope, 2),
                statements.blockOrJump(inner));
    }

    private Tree switching(Scope scope) {
        Scope inner = scope.inside(new Target(null, false, true));
        boolean old = dice.oneIn(2);
        boolean strings = dice.oneIn(3);
        List<Tree> clauses = new ArrayList<>();
        for (String label : strings ? List.of("\"a\"", "\"t\", \"\"") : List.of("0", "1, 4", "2")) {
            clauses.add(group("case " + label, inner, old));
        }
        if (dice.oneIn(2)) {
            clauses.add(Tree.statement("default" + (old ? ": $0" : " -> $0"), statements.block(inner)));
        }
        return Tree.statement("switch ($0) {\n$*}", expressions.of(strings ? STRING : INT, scope, 2))
                .with(clauses);
    }

    private Tree group(String label, Scope scope, boolean old) {
        Tree block = statements.blockOrJump(scope);
        if (!old) {
            return Tree.statement(label + " -> $0", block);
        }
        boolean leaves = dice.oneIn(2);
        return Tree.statement(
                label + (leaves ? ": $0\nif (yes()) {\nbreak;\n}" : ": $0"), leaves ? statements.block(scope) : block);
    }

    private Tree tryCatch(Scope scope) {
        List<Tree> clauses = catches(scope);
        if (clauses.isEmpty() || dice.oneIn(2)) {
            clauses.add(Tree.statement("finally $0", finallyBlock(scope)));
        }
        Tree body = statements.block(scope);
        return dice.oneIn(3)
                ? Tree.statement("if (yes()) {\ntry $0 $*}", statements.blockOrJump(scope))
                        .with(clauses)
                : Tree.statement("try $0 $*", body).with(clauses);
    }

    /** A finally block may jump, but only on a way that is not the only one. */
    private Tree finallyBlock(Scope scope) {
        Tree block = Tree.block(statements.notes(scope, 2))
                .with(statements.block(scope).parts());
        return dice.oneIn(4)
                ? block.with(
                        List.of(Tree.statement("if (seenBool($0)) $1", condition(scope), statements.jumping(scope))))
                : block;
    }

    private List<Tree> catches(Scope scope) {
        List<Tree> clauses = new ArrayList<>();
        for (String caught : dice.oneIn(5) ? List.<String>of() : dice.of(CATCHES)) {
            String name = dice.name("x");
            Scope inner = scope.nested();
            inner.declare(ERROR, name, false);
            clauses.add(Tree.statement("catch (" + caught + " " + name + ") {\nlog(" + name + ");\n$*}")
                    .with(statements.notes(scope, 2))
                    .with(statements.blockOrJump(inner).parts()));
        }
        return clauses;
    }

    /** One or two resources, with awaits in what opens them. */
    private Tree resources(Scope scope) {
        String outer = resource(scope.awaits);
        String inner = dice.oneIn(2) ? ";\n" + resource(scope.awaits).replace("$0", "$1") : "";
        List<Tree> clauses = dice.oneIn(2) ? catches(scope) : new ArrayList<>();
        if (dice.oneIn(4)) {
            clauses.add(Tree.statement("finally $0", statements.block(scope)));
        }
        Tree first = expressions.of(INT, scope.constructing(), 2);
        Tree body = statements.blockOrJump(scope);
        String tail = ") " + (inner.isEmpty() ? "$1" : "$2") + " $*}";
        String form = "if (yes()) {\ntry (" + outer + inner + tail;
        Tree start = inner.isEmpty()
                ? Tree.statement(form, first, body)
                : Tree.statement(form, first, expressions.of(INT, scope.constructing(), 2), body);
        return start.with(clauses);
    }

    private String resource(boolean awaits) {
        String name = dice.name("r");
        return awaits && dice.oneIn(2)
                ? dice.of("AsyncResource " + name + " = new AsyncResource($0)", "var " + name + " = await(open($0))")
                : "Resource " + name + " = new Resource($0)";
    }

    private Tree labelled(Scope scope) {
        String label = dice.name("L");
        return Tree.statement(label + ": $0", statements.block(scope.inside(new Target(label, false, false))));
    }
}

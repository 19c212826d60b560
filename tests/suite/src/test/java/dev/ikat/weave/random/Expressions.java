package dev.ikat.weave.random;

import static dev.ikat.weave.random.Type.ASYNC_SOURCE;
import static dev.ikat.weave.random.Type.BOOL;
import static dev.ikat.weave.random.Type.CALL;
import static dev.ikat.weave.random.Type.DOUBLE;
import static dev.ikat.weave.random.Type.FUNCTION;
import static dev.ikat.weave.random.Type.INT;
import static dev.ikat.weave.random.Type.INTS;
import static dev.ikat.weave.random.Type.LIST;
import static dev.ikat.weave.random.Type.LONG;
import static dev.ikat.weave.random.Type.OBJECT;
import static dev.ikat.weave.random.Type.SOURCE;
import static dev.ikat.weave.random.Type.STRING;
import static dev.ikat.weave.random.Type.VOID;

import dev.ikat.weave.random.Scope.Variable;
import dev.ikat.weave.random.Signature.Makes;
import java.util.ArrayList;
import java.util.List;

/** Random expressions, each in parentheses where it could be taken apart, with awaits in any place of them. */
final class Expressions {
    private final Dice dice;
    private final List<Signature> methods;
    /** Makes the statements inside of lambdas and switch expressions. */
    private final Statements statements;
    /** Whether the program has generators. */
    final boolean generators;

    Expressions(Dice dice, List<Signature> methods, Statements statements) {
        this.dice = dice;
        this.methods = methods;
        this.statements = statements;
        this.generators = methods.stream().anyMatch(it -> it.makes().emits());
    }

    /** Of any type but arrays, which have no text of their own. */
    Tree any(Scope scope, int depth) {
        return of(dice.of(INT, LONG, DOUBLE, BOOL, STRING, OBJECT, LIST), scope, depth);
    }

    Tree of(Type type, Scope scope, int depth) {
        if (depth <= 0 || dice.oneIn(5)) {
            return leaf(type, scope);
        }
        int roll = dice.below(100);
        if (scope.emits && roll < (scope.awaits ? 14 : 28)) {
            return emitted(type, scope, depth);
        }
        if (scope.awaits && roll < 28) {
            return awaited(type, scope, depth);
        }
        return roll < 45 ? common(type, scope, depth) : own(type, scope, depth);
    }

    Tree leaf(Type type, Scope scope) {
        List<Variable> variables = scope.variables(type);
        if (!variables.isEmpty() && !dice.oneIn(4)) {
            return Tree.of(type, dice.of(variables).name());
        }
        return switch (type) {
            case INT ->
                Tree.of(INT, scope.where != Scope.Where.STATIC && dice.oneIn(4) ? "number" : "" + dice.below(5));
            case LONG -> Tree.of(LONG, dice.of("7L", "3000000000L", "wide"));
            case DOUBLE -> Tree.of(DOUBLE, dice.of("0.5", "2.0"));
            case BOOL -> Tree.of(BOOL, dice.of("true", "false"));
            case STRING -> Tree.of(STRING, dice.of("\"a\"", "\"b\"", "text"));
            default -> type.leaf();
        };
    }

    /** An await that has a value of the type. */
    private Tree awaited(Type type, Scope scope, int depth) {
        List<Variable> functions = scope.variables(FUNCTION);
        if (type == INT && !functions.isEmpty() && dice.oneIn(3)) {
            return Tree.of(
                    INT, "((int) await(" + dice.of(functions).name() + ".apply($0)))", of(INT, scope, depth - 1));
        }
        Tree call = dice.oneIn(2) ? call(type, scope, depth) : null;
        // a compiler infers each cast expression by itself, but all of nested calls together
        String cast = "((" + type.text + ") ";
        return call != null
                ? Tree.of(type, cast + "await($0))", call)
                : Tree.of(type, cast + "await(" + type.method("tick") + "($0)))", of(type, scope, depth - 1));
    }

    /** What was sent, where it is of the type; emitted is anything. */
    private Tree emitted(Type type, Scope scope, int depth) {
        if (type == OBJECT) {
            return dice.oneIn(4)
                    ? Tree.of(OBJECT, "((Object) emitAll($0))", source(scope, depth - 1))
                    : Tree.of(OBJECT, "((Object) emit($0))", any(scope, depth - 1));
        }
        Tree otherwise = of(type, scope, depth - 1);
        return Tree.of(type, type.method("got") + "((Object) emit($0), $1)", any(scope, depth - 1), otherwise);
    }

    /** What an emitAll can have there. */
    Tree source(Scope scope, int depth) {
        Makes makes = scope.awaits ? dice.of(Makes.GENERATOR, Makes.ASYNC_GENERATOR) : Makes.GENERATOR;
        Tree call = dice.oneIn(3) ? null : generator(makes, scope, depth);
        return call != null ? call : scope.awaits && dice.oneIn(2) ? ticks(scope, depth) : of(LIST, scope, depth);
    }

    /** What a loop over each can have. */
    Tree asynchronous(Scope scope, int depth) {
        Tree call = dice.oneIn(3) ? null : generator(Makes.ASYNC_GENERATOR, scope, depth);
        return call != null ? call : ticks(scope, depth);
    }

    private Tree ticks(Scope scope, int depth) {
        return Tree.of(CALL, "ticks($0)", of(LIST, scope, depth));
    }

    /** The type of the lambdas that make one. */
    static Type sourceOf(Makes makes) {
        return makes == Makes.GENERATOR ? SOURCE : ASYNC_SOURCE;
    }

    /** A call of a lambda that makes one of the kind, or null when there is none. */
    Tree madeByLambda(Makes makes, Scope scope, int depth) {
        List<Variable> lambdas = scope.variables(sourceOf(makes));
        return lambdas.isEmpty()
                ? null
                : Tree.of(CALL, dice.of(lambdas).name() + ".from($0)", of(INT, scope, depth - 1));
    }

    /** A call of a generator of the kind, or null when there is none. */
    Tree generator(Makes makes, Scope scope, int depth) {
        Tree made = dice.oneIn(2) ? madeByLambda(makes, scope, depth) : null;
        if (made != null) {
            return made;
        }
        List<Signature> fitting =
                methods.stream().filter(it -> it.makes() == makes).toList();
        return fitting.isEmpty() || scope.counter == null ? null : call(dice.of(fitting), scope, depth);
    }

    /** A call of a coroutine method with that result, or null when there is none. */
    Tree call(Type result, Scope scope, int depth) {
        List<Signature> fitting = methods.stream()
                .filter(it -> it.result() == result && it.makes() == Makes.COROUTINE)
                .toList();
        if (fitting.isEmpty() || scope.counter == null) {
            return null;
        }
        Signature callee = dice.of(fitting);
        return call(callee, scope, depth);
    }

    Tree call(Signature callee, Scope scope, int depth) {
        List<Tree> arguments = new ArrayList<>();
        StringBuilder form = new StringBuilder(receiver(callee, scope, depth, arguments));
        form.append(callee.name()).append('(').append(scope.counter);
        for (Type parameter : callee.parameters()) {
            form.append(", $").append(arguments.size());
            arguments.add(of(parameter, scope, depth - 1));
        }
        return new Tree(CALL, form.append(')').toString(), arguments);
    }

    private String receiver(Signature callee, Scope scope, int depth, List<Tree> arguments) {
        if (callee.kind() == Signature.Kind.STATIC) {
            return dice.of("", "Program.");
        }
        if (scope.where == Scope.Where.PROGRAM && !dice.oneIn(3)) {
            return dice.of("", "this.");
        }
        if (scope.where == Scope.Where.SUBCLASS && callee.kind() == Signature.Kind.VIRTUAL && !dice.oneIn(3)) {
            return dice.of("super.", "this.");
        }
        arguments.add(of(INT, scope, depth - 2));
        return "make($0).";
    }

    /** What there is for each type. */
    private Tree common(Type type, Scope scope, int depth) {
        List<Variable> assignable = scope.assignable(type);
        return dice.make(
                () -> Tree.of(
                        type,
                        "($0 ? $1 : $2)",
                        of(BOOL, scope, depth - 1),
                        of(type, scope, depth - 1),
                        of(type, scope, depth - 1)),
                () -> switching(type, scope, depth),
                () -> assignable.isEmpty()
                        ? leaf(type, scope)
                        : Tree.of(type, "(" + dice.of(assignable).name() + " = $0)", of(type, scope, depth - 1)),
                () -> Tree.of(type, type.method("seen") + "($0)", of(type, scope, depth - 1)),
                () -> computed(type, scope, depth));
    }

    /** A lambda that is called at once; it has no awaits. */
    private Tree computed(Type type, Scope scope, int depth) {
        if (dice.oneIn(2)) {
            return Tree.of(type, type.method("get") + "(() -> $0)", of(type, scope.captured(false, null), depth - 1));
        }
        Scope inner = scope.captured(false, null);
        List<Tree> body = statements.body(inner, 2);
        body.add(Tree.statement("return $0;", of(type, inner, depth - 2)));
        return Tree.of(type, type.method("get") + "(() -> $0)", Tree.block(body));
    }

    private Tree switching(Type type, Scope scope, int depth) {
        Scope inner = scope.closed();
        inner.locks = false;
        List<Tree> clauses = new ArrayList<>();
        boolean strings = dice.oneIn(3);
        boolean old = dice.oneIn(4);
        for (String label : strings ? List.of("\"a\"", "\"b\", \"ba\"") : List.of("0, 3", "1")) {
            clauses.add(clause("case " + label, type, inner, depth - 1, old));
        }
        clauses.add(clause("default", type, inner, depth - 1, old));
        return Tree.of(type, "((" + type.text + ") switch ($0) {\n$*})", of(strings ? STRING : INT, scope, depth - 1))
                .with(clauses);
    }

    private Tree clause(String label, Type type, Scope scope, int depth, boolean old) {
        if (!old && !dice.oneIn(3)) {
            return Tree.statement(label + " -> $0;", of(type, scope, depth));
        }
        Scope inner = scope.nested();
        List<Tree> body = statements.body(inner, 2);
        String name = dice.name("y");
        body.add(Tree.statement(type.text + " " + name + " = $0;\nyield " + name + ";", of(type, inner, depth - 1)));
        return Tree.statement(label + (old ? ": $0" : " -> $0"), Tree.block(body));
    }

    /** What there is for this type only. */
    private Tree own(Type type, Scope scope, int depth) {
        return switch (type) {
            case INT -> dice.oneIn(2) ? integer(scope, depth) : integerOf(scope, depth);
            case LONG ->
                dice.make(
                        () -> binary(LONG, LONG, scope, depth, "+", "-", "*", "/", "^", "&"),
                        () -> unary(LONG, "(long) +$0", of(dice.of(INT, DOUBLE), scope, depth - 1)),
                        () -> Tree.of(LONG, "($0 + $1)", of(LONG, scope, depth - 1), of(INT, scope, depth - 1)),
                        () -> Tree.of(LONG, "($0 << $1)", of(LONG, scope, depth - 1), of(INT, scope, depth - 1)));
            case DOUBLE ->
                dice.make(
                        () -> binary(DOUBLE, DOUBLE, scope, depth, "+", "-", "*", "/"),
                        () -> Tree.of(DOUBLE, "($0 * $1)", of(DOUBLE, scope, depth - 1), of(INT, scope, depth - 1)),
                        () -> unary(DOUBLE, "(double) +$0", of(LONG, scope, depth - 1)));
            case BOOL -> bool(scope, depth);
            case STRING -> string(scope, depth);
            case OBJECT -> object(scope, depth);
            case INTS ->
                dice.make(
                        () -> Tree.of(INTS, "new int[] {$0, $1}", of(INT, scope, depth - 1), of(INT, scope, depth - 1)),
                        () -> Tree.of(
                                INTS,
                                "new int[][] {$0, {$1}}[0]",
                                of(INTS, scope, depth - 1),
                                of(INT, scope, depth - 1)));
            default -> Tree.of(LIST, "list($0, $1)", of(INT, scope, depth - 1), of(INT, scope, depth - 1));
        };
    }

    private static Tree unary(Type type, String form, Tree part) {
        return Tree.of(type, "(" + form + ")", part);
    }

    private Tree binary(Type type, Type parts, Scope scope, int depth, String... operators) {
        String operator = dice.of(operators);
        // the plus unboxes: no identities are compared
        String form = "($0 " + operator + (operator.endsWith("=") && type == BOOL ? " +$1)" : " $1)");
        return Tree.of(type, form, of(parts, scope, depth - 1), of(parts, scope, depth - 1));
    }

    private Tree integer(Scope scope, int depth) {
        List<Variable> assignable = scope.assignable(INT);
        return dice.make(
                () -> binary(INT, INT, scope, depth, "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>>"),
                () -> unary(
                        INT,
                        dice.of("-$0", "~$0", "(int) (byte) +$0", "(int) (char) +$0", "(int) (short) +$0"),
                        of(INT, scope, depth - 1)),
                () -> Tree.of(INT, "risky($0)", of(INT, scope, depth - 1)),
                () -> assignable.isEmpty()
                        ? leaf(INT, scope)
                        : Tree.of(
                                INT,
                                dice.of("(%s++)", "(--%s)")
                                        .formatted(dice.of(assignable).name())),
                () -> assignable.isEmpty()
                        ? leaf(INT, scope)
                        : Tree.of(
                                INT,
                                "(%s %s $0)".formatted(dice.of(assignable).name(), dice.of("+=", "-=", "|=")),
                                of(INT, scope, depth - 1)));
    }

    private Tree integerOf(Scope scope, int depth) {
        String binding = dice.name("i");
        Scope bound = scope.nested();
        bound.declare(INT, binding, false);
        return dice.make(
                () -> unary(INT, "(int) +$0", of(dice.of(LONG, DOUBLE), scope, depth - 1)),
                () -> dice.oneIn(4)
                        ? unary(INT, "(int) $0", of(OBJECT, scope, depth - 1))
                        : unary(INT, "(int) (Object) $0", of(INT, scope, depth - 1)),
                () -> Tree.of(INT, "$0.length()", of(STRING, scope, depth - 1)),
                () -> Tree.of(INT, "$0[$1 & 1]", array(scope, depth), of(INT, scope, depth - 1)),
                () -> Tree.of(
                        INT,
                        "($0[$1 & 1] += $2)",
                        array(scope, depth),
                        of(INT, scope, depth - 1),
                        of(INT, scope, depth - 1)),
                () -> Tree.of(INT, "($0[$1 & 1]++)", array(scope, depth), of(INT, scope, depth - 1)),
                () -> Tree.of(
                        INT,
                        dice.oneIn(5) ? "$0.get($1)" : "$0.get($1 & 1)",
                        of(LIST, scope, depth - 1),
                        of(INT, scope, depth - 1)),
                () -> constructed(INT, "new Pair($0, $1, $2).sum()", scope, depth),
                () -> Tree.of(
                        INT,
                        "($0 instanceof Integer " + binding + " ? $1 : $2)",
                        of(OBJECT, scope, depth - 1),
                        of(INT, bound, depth - 1),
                        of(INT, scope, depth - 1)));
    }

    /** An array that can stand before an index: {@code new int[] {1}[0]} and an assignment can. */
    private Tree array(Scope scope, int depth) {
        return Tree.of(INTS, "same($0)", of(INTS, scope, depth - 1));
    }

    private Tree bool(Scope scope, int depth) {
        return dice.make(
                () -> binary(BOOL, INT, scope, depth, "<", "<=", "==", "!="),
                () -> binary(BOOL, LONG, scope, depth, "<", ">=", "=="),
                () -> binary(BOOL, DOUBLE, scope, depth, "<", "=="),
                () -> binary(BOOL, BOOL, scope, depth, "&&", "||", "&&", "||", "^", "|"),
                () -> Tree.of(BOOL, "!$0", of(BOOL, scope, depth - 1)),
                () -> Tree.of(BOOL, "$0.equals($1)", of(STRING, scope, depth - 1), of(OBJECT, scope, depth - 1)),
                () -> Tree.of(
                        BOOL,
                        "($0 instanceof " + dice.of("Integer", "String", "Pair") + ")",
                        of(OBJECT, scope, depth - 1)));
    }

    private Tree string(Scope scope, int depth) {
        List<Variable> assignable = scope.assignable(STRING);
        return dice.make(
                () -> Tree.of(STRING, "($0 + $1)", of(STRING, scope, depth - 1), any(scope, depth - 1)),
                () -> Tree.of(
                        STRING,
                        "($0 + $1 + $2)",
                        of(LONG, scope, depth - 1),
                        of(STRING, scope, depth - 1),
                        any(scope, depth - 1)),
                () -> Tree.of(STRING, "textOf($0)", of(dice.of(INT, LONG, OBJECT), scope, depth - 1)),
                () -> assignable.isEmpty()
                        ? leaf(STRING, scope)
                        : Tree.of(STRING, "(" + dice.of(assignable).name() + " += $0)", any(scope, depth - 1)));
    }

    private Tree object(Scope scope, int depth) {
        return dice.make(
                () -> Tree.of(OBJECT, "((Object) $0)", any(scope, depth - 1)),
                () -> constructed(OBJECT, "((Object) new Pair($0, $1, $2))", scope, depth),
                () -> Tree.of(OBJECT, "((Object) new Program($0))", of(INT, scope.constructing(), depth - 1)));
    }

    private Tree constructed(Type type, String form, Scope scope, int depth) {
        Scope inner = scope.constructing();
        return Tree.of(type, form, of(INT, inner, depth - 1), of(LONG, inner, depth - 1), of(OBJECT, inner, depth - 1));
    }

    /** An await for its effect. */
    Tree awaitedStatement(Scope scope, int depth) {
        Tree call = dice.oneIn(2) ? call(dice.of(VOID, INT, OBJECT), scope, depth) : null;
        return call != null
                ? Tree.statement("await($0);", call)
                : Tree.statement("await(tickObject($0));", any(scope, depth));
    }
}

package dev.ikat.weave.random;

import static dev.ikat.weave.random.Type.BOOL;
import static dev.ikat.weave.random.Type.DOUBLE;
import static dev.ikat.weave.random.Type.ERROR;
import static dev.ikat.weave.random.Type.FUNCTION;
import static dev.ikat.weave.random.Type.INT;
import static dev.ikat.weave.random.Type.INTS;
import static dev.ikat.weave.random.Type.LIST;
import static dev.ikat.weave.random.Type.LONG;
import static dev.ikat.weave.random.Type.OBJECT;
import static dev.ikat.weave.random.Type.STRING;
import static dev.ikat.weave.random.Type.VOID;

import dev.ikat.weave.random.Scope.Target;
import dev.ikat.weave.random.Scope.Variable;
import dev.ikat.weave.random.Signature.Makes;
import java.util.ArrayList;
import java.util.List;

/**
 * Random statements that compile and end by construction: each local has a value where it is declared or on both ways of
 * an if, a jump is the last statement of its block, and a loop asks {@code fuel()} at each turn.
 */
final class Statements {
    private final Dice dice;
    private final Expressions expressions;
    private final ControlFlow controlFlow;
    /** How many statements the method may still have. */
    private int budget;

    Statements(Dice dice, List<Signature> methods) {
        this.dice = dice;
        this.expressions = new Expressions(dice, methods, this);
        this.controlFlow = new ControlFlow(dice, expressions, this);
    }

    /** The statements of a method, with the return at its end. */
    Tree method(Scope scope, int statements) {
        budget = statements;
        List<Tree> body = body(scope, statements);
        body.addAll(notes(scope, 8));
        body.add(returned(scope));
        return Tree.block(body);
    }

    /** A call of which the result, or what it throws, is noted. */
    Tree attempt(Signature signature, Scope scope) {
        String name = dice.name("x");
        String asked = switch (signature.makes()) {
            case COROUTINE -> "log(await($0));";
            case GENERATOR -> "ask($0);";
            case ASYNC_GENERATOR -> "await(askAsync($0));";
        };
        return Tree.statement(
                "try $0 catch (Throwable " + name + ") {\nlog(" + name + ");\n}",
                Tree.block(Tree.statement(asked, expressions.call(signature, scope, 2))));
    }

    /** What shows the values of up to so many variables. */
    List<Tree> notes(Scope scope, int most) {
        return scope.variables.stream()
                .filter(it -> it.type().isExpression() && !dice.oneIn(3))
                .limit(most)
                .map(it -> Tree.statement("log($0);", Tree.of(it.type(), it.name())))
                .toList();
    }

    /** Up to so many statements that can be gone through to the end; what they declare is in the scope. */
    List<Tree> body(Scope scope, int most) {
        List<Tree> body = new ArrayList<>();
        for (int count = dice.below(10) == 0 ? 0 : 1 + dice.below(most); count > 0 && budget > 0; count--) {
            body.add(any(scope));
        }
        return body;
    }

    /** A block that can be gone through to its end. */
    Tree block(Scope scope) {
        return Tree.block(body(scope.nested(), 4));
    }

    /** A block that may end with a jump. */
    Tree blockOrJump(Scope scope) {
        return dice.oneIn(4) ? jumping(scope) : block(scope);
    }

    /** A block that ends with a jump. */
    Tree jumping(Scope scope) {
        Scope inner = scope.nested();
        List<Tree> body = body(inner, 2);
        body.add(jump(inner));
        return Tree.block(body);
    }

    private Tree any(Scope scope) {
        budget--;
        int roll = dice.below(100);
        if (roll < 24) {
            return declaration(scope);
        }
        if (roll < 50 || budget <= 0) {
            return simple(scope);
        }
        return controlFlow.any(scope);
    }

    private Tree declaration(Scope scope) {
        if (dice.oneIn(expressions.generators ? 5 : 9) && (scope.awaits || scope.emits)) {
            boolean generator = expressions.generators && (!scope.awaits || dice.oneIn(2));
            return generator ? generatorLambda(scope) : function(scope);
        }
        Type type = dice.of(Type.VALUES);
        String name = dice.name("v");
        boolean assignable = !dice.oneIn(3);
        String declared = type.text + " " + name;
        Tree declaration;
        if (dice.oneIn(7)) {
            declaration = Tree.statement(
                    declared + ";\nif ($0) {\n" + name + " = $1;\n} else {\n" + name + " = $2;\n}",
                    expressions.of(BOOL, scope, 2),
                    expressions.of(type, scope, 2),
                    expressions.of(type, scope, 2));
        } else {
            declaration = Tree.statement(declared + " = $0;", expressions.of(type, scope, 2));
        }
        // what is assigned to before it is read on one way only is not effectively final
        scope.declare(type, name, assignable);
        return declaration;
    }

    /** An async lambda, to be called later. */
    private Tree function(Scope scope) {
        Scope inner = scope.captured(true, INT);
        String parameter = dice.name("x");
        inner.declare(INT, parameter, true);
        List<Tree> body = body(inner, 4);
        body.add(returned(inner));
        String name = dice.name("f");
        scope.declare(FUNCTION, name, false);
        return Tree.statement("Step " + name + " = " + parameter + " -> $0;", Tree.block(body));
    }

    /** A lambda that makes a generator, to be called later. */
    private Tree generatorLambda(Scope scope) {
        Makes makes = scope.awaits && dice.oneIn(2) ? Makes.ASYNC_GENERATOR : Makes.GENERATOR;
        Scope inner = scope.captured(makes.awaits(), OBJECT);
        inner.emits = true;
        inner.makes = makes;
        String parameter = dice.name("x");
        inner.declare(INT, parameter, true);
        List<Tree> body = body(inner, 4);
        if (makes.awaits() || !dice.oneIn(5)) { // one that does not emit runs as it is called, and closes at once
            body.add(emitted(inner));
        }
        body.add(returned(inner));
        String name = dice.name("g");
        Type type = Expressions.sourceOf(makes);
        scope.declare(type, name, false);
        String declaration = type.text + " " + name + " = " + parameter + " -> $0;";
        return dice.oneIn(3)
                ? Tree.statement(declaration, Tree.block(body))
                : Tree.statement(
                        declaration + "\n" + use(makes, scope).replace("$0", name + ".from($1)"),
                        Tree.block(body),
                        expressions.of(INT, scope, 2));
    }

    /** What makes a generator run. */
    private String use(Makes makes, Scope scope) {
        if (scope.emits && dice.oneIn(2)) {
            return "log((Object) emitAll($0));";
        }
        if (makes == Makes.ASYNC_GENERATOR) {
            return "await(askAsync($0));";
        }
        return dice.of("ask($0);", "for (Object " + dice.name("e") + " : $0) {\nif (!fuel()) {\nbreak;\n}\n}");
    }

    /** Asks a generator that a lambda of the scope makes. */
    private Tree asked(Scope scope, Tree otherwise) {
        Makes makes = scope.awaits && dice.oneIn(2) ? Makes.ASYNC_GENERATOR : Makes.GENERATOR;
        Tree made = expressions.madeByLambda(makes, scope, 2);
        return made == null ? otherwise : Tree.statement(makes.awaits() ? "await(askAsync($0));" : "ask($0);", made);
    }

    /** An emit, or several, for the effect. */
    private Tree emitted(Scope scope) {
        if (dice.oneIn(3)) {
            return Tree.statement("log((Object) emitAll($0));", expressions.source(scope, 2));
        }
        return Tree.statement(dice.of("emit($0);", "log((Object) emit($0));"), expressions.any(scope, 2));
    }

    private Tree simple(Scope scope) {
        if (scope.emits && dice.oneIn(3)) {
            return emitted(scope);
        }
        Tree noted = Tree.statement("log($0);", expressions.of(dice.of(Type.VALUES), scope, 2));
        return switch (dice.below(9)) {
            case 0, 1 -> assignment(scope);
            case 2 -> element(scope);
            case 3 -> field(scope);
            case 4, 5 -> scope.awaits ? expressions.awaitedStatement(scope, 2) : noted;
            case 6 -> scope.awaits ? stored(scope, noted) : noted;
            case 7 -> asked(scope, noted);
            default -> noted;
        };
    }

    private Tree assignment(Scope scope) {
        List<Variable> assignable =
                scope.variables.stream().filter(Variable::assignable).toList();
        if (assignable.isEmpty()) {
            return Tree.statement("log($0);", expressions.any(scope, 2));
        }
        Variable variable = dice.of(assignable);
        String name = variable.name();
        Type type = variable.type();
        boolean number = type == INT || type == LONG || type == DOUBLE;
        if (number && dice.oneIn(4)) {
            return Tree.statement(dice.of("++" + name, name + "--") + ";");
        }
        if (number && dice.oneIn(2)) {
            return Tree.statement(
                    name + dice.of(" += ", " -= ", " *= ") + "$0;",
                    expressions.of(dice.of(INT, LONG, DOUBLE), scope, 2));
        }
        if (type == STRING && dice.oneIn(2)) {
            return Tree.statement(name + " += $0;", expressions.any(scope, 2));
        }
        return Tree.statement(name + " = $0;", expressions.of(type, scope, 2));
    }

    private Tree element(Scope scope) {
        Tree index = expressions.of(INT, scope, 2);
        Tree value = expressions.of(INT, scope, 2);
        return switch (dice.below(3)) {
            case 0 -> Tree.statement("same($0)[$1 & 1] = $2;", expressions.of(INTS, scope, 2), index, value);
            case 1 -> Tree.statement("same($0)[$1 & 1] += $2;", expressions.of(INTS, scope, 2), index, value);
            default -> Tree.statement("$0.set($1 & 1, $2);", expressions.of(LIST, scope, 2), index, value);
        };
    }

    private Tree field(Scope scope) {
        return switch (dice.below(scope.where == Scope.Where.STATIC ? 3 : 5)) {
            case 0 -> Tree.statement("wide += $0;", expressions.of(LONG, scope, 2));
            case 1 -> Tree.statement("text = $0;", expressions.of(STRING, scope, 2));
            case 2 -> Tree.statement("count" + dice.of(" = ", " -= ") + "$0;", expressions.of(INT, scope, 2));
            default -> Tree.statement("this.number" + dice.of(" = ", " += ") + "$0;", expressions.of(INT, scope, 2));
        };
    }

    /** A coroutine in a variable, awaited at once. */
    private Tree stored(Scope scope, Tree otherwise) {
        Type type = dice.of(INT, LONG, STRING, OBJECT);
        Tree call = expressions.call(type, scope, 2);
        if (call == null) {
            return otherwise;
        }
        String name = dice.name("c");
        String value = dice.name("v");
        scope.declare(type, value, true);
        return Tree.statement(
                "Coroutine<" + type.boxed + "> " + name + " = $0;\n" + type.text + " " + value + " = await(" + name
                        + ");",
                call);
    }

    /** A jump out of the place, of those that it may make. */
    Tree jump(Scope scope) {
        Target target = scope.targets.isEmpty() ? null : dice.of(scope.targets);
        if (target != null && dice.oneIn(2)) {
            return leave(scope, target);
        }
        return scope.result != null && !dice.oneIn(4) ? returned(scope) : thrown(scope);
    }

    private Tree leave(Scope scope, Target target) {
        boolean innermostLoop =
                scope.targets.stream().filter(Target::loop).findFirst().orElse(null) == target;
        boolean innermost =
                scope.targets.stream().filter(Target::plain).findFirst().orElse(null) == target;
        boolean goOn = target.loop() && dice.oneIn(2);
        String label = target.label();
        if (label == null || (dice.oneIn(2) && (goOn ? innermostLoop : innermost))) {
            boolean reaches = goOn ? innermostLoop : innermost;
            return reaches ? Tree.statement(goOn ? "continue;" : "break;") : thrown(scope);
        }
        return Tree.statement((goOn ? "continue " : "break ") + label + ";");
    }

    private Tree thrown(Scope scope) {
        List<Variable> errors = scope.variables(ERROR);
        return !errors.isEmpty() && dice.oneIn(2)
                ? Tree.statement("throw " + dice.of(errors).name() + ";")
                : Tree.statement("throw new Boom($0);", expressions.of(STRING, scope.constructing(), 2));
    }

    private Tree returned(Scope scope) {
        if (scope.makes.emits()) {
            return returnedByGenerator(scope);
        }
        Type type = scope.result;
        Tree call = scope.awaits && dice.oneIn(2) ? expressions.call(type, scope, 2) : null;
        if (call != null && dice.oneIn(3)) {
            String name = dice.name("c");
            return Tree.statement("Coroutine<" + type.boxed + "> " + name + " = $0;\nreturn " + name + ";", call);
        }
        if (type == VOID) {
            return call == null ? Tree.statement("return done();") : Tree.statement("return $0;", call);
        }
        Tree value = expressions.of(type, scope, 2);
        if (call == null) {
            return Tree.statement("return done($0);", value);
        }
        return dice.oneIn(3)
                ? Tree.statement("return $0 ? $1 : done($2);", expressions.of(BOOL, scope, 2), call, value)
                : Tree.statement("return $0;", call);
    }

    /** Another generator is emitted before finally blocks run, which the plain run is told. */
    private Tree returnedByGenerator(Scope scope) {
        Tree call = scope.emits && dice.oneIn(3) ? expressions.generator(scope.makes, scope, 2) : null;
        if (call == null) {
            return dice.oneIn(3)
                    ? Tree.statement("return end();")
                    : Tree.statement("return end($0);", expressions.of(OBJECT, scope, 2));
        }
        return dice.oneIn(3)
                ? Tree.statement(
                        "return $0 ? returned($1) : end($2);",
                        expressions.of(BOOL, scope, 2),
                        call,
                        expressions.of(OBJECT, scope, 2))
                : Tree.statement("return returned($0);", call);
    }
}

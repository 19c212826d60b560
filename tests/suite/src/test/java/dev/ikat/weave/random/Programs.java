package dev.ikat.weave.random;

import static dev.ikat.weave.random.Type.INT;
import static dev.ikat.weave.random.Type.LONG;
import static dev.ikat.weave.random.Type.OBJECT;
import static dev.ikat.weave.random.Type.STRING;
import static dev.ikat.weave.random.Type.VOID;

import dev.ikat.weave.random.Scope.Where;
import dev.ikat.weave.random.Signature.Kind;
import dev.ikat.weave.random.Signature.Makes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs: a class with a few coroutine methods and generators that call each other, a subclass, and {@code run()}. */
final class Programs {
    private static final int MOST_METHODS = 3;
    private static final int STATEMENTS = 6;

    private final Dice dice;
    /** Whether some of the methods are. */
    private final boolean generators;
    /** Whether they loop over each: such a program is compiled twice. */
    private final boolean loops;

    private final List<Signature> signatures = new ArrayList<>();

    private Programs(Dice dice) {
        this.dice = dice;
        this.generators = dice.oneIn(2);
        this.loops = dice.oneIn(3);
    }

    static Program random(Random random) {
        Dice dice = new Dice(random);
        return new Program(new Programs(dice).program(), dice.seed());
    }

    private Tree program() {
        for (int i = 0, count = 1 + dice.below(MOST_METHODS); i < count; i++) {
            signatures.add(signature(i));
        }
        List<Tree> members = new ArrayList<>();
        List<Tree> overriding = new ArrayList<>();
        for (Signature signature : signatures) {
            members.add(method(signature, signature.kind() == Kind.STATIC ? Where.STATIC : Where.PROGRAM));
            if (signature.kind() == Kind.VIRTUAL && !dice.oneIn(3)) {
                overriding.add(method(signature, Where.SUBCLASS));
            }
        }
        members.add(run());
        members.add(Tree.statement("Program(int number) {\nsuper(number);\n}"));
        members.add(Tree.statement(
                "static Program make(int number) {\nreturn $0;\n}",
                Tree.of(
                        OBJECT,
                        "(number & 1) == 0 ? new Program(number) : new Sub(number)",
                        Tree.of(OBJECT, "new Program(number)"))));
        members.add(
                Tree.statement("static final class Sub extends Program {\nSub(int number) {\nsuper(number);\n}\n$*}")
                        .with(overriding));
        return Tree.statement("class Program extends Base {\n$*}").with(members);
    }

    /** Each second method is an overload of the one before, with one parameter more. */
    private Signature signature(int index) {
        boolean overload = index % 2 == 1 && dice.oneIn(2);
        Signature before = overload ? signatures.get(index - 1) : null;
        int parameters = before == null ? dice.below(3) : before.parameters().size() + 1;
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            types.add(dice.of(Type.VALUES));
        }
        Makes makes = generators ? dice.of(Makes.values()) : Makes.COROUTINE;
        Type result = makes.emits() ? OBJECT : dice.of(INT, INT, LONG, STRING, OBJECT, VOID, dice.of(Type.VALUES));
        return new Signature(
                before == null ? "m" + index : before.name(), types, result, dice.of(Kind.values()), makes);
    }

    private Tree method(Signature signature, Where where) {
        Scope scope = new Scope();
        scope.where = where;
        scope.result = signature.result();
        scope.counter = "n - 1";
        scope.asynchronousLoops = loops;
        scope.makes = signature.makes();
        scope.awaits = signature.makes().awaits();
        scope.emits = signature.makes().emits();
        StringBuilder head = new StringBuilder(where == Where.SUBCLASS ? "@Override\n@Async\n" : "@Async\n");
        head.append(signature.kind() == Kind.STATIC ? "static " : signature.kind() == Kind.PRIVATE ? "private " : "");
        head.append(signature.makes().type(signature.result()) + " " + signature.name() + "(int n");
        for (Type parameter : signature.parameters()) {
            String name = dice.name("p");
            head.append(", ").append(parameter.text).append(' ').append(name);
            scope.declare(parameter, name, dice.oneIn(2));
        }
        head.append(") {\nif (n <= 0 || !fuel()) return " + signature.makes().end + "(")
                .append(signature.result().leaf)
                .append(");\n$*}");
        return Tree.statement(head.toString())
                .with(new Statements(dice, signatures).method(scope, STATEMENTS).parts());
    }

    /** Calls each method, whatever the ones before have thrown. */
    private Tree run() {
        Scope scope = new Scope();
        scope.result = OBJECT;
        scope.asynchronousLoops = loops;
        scope.counter = generators ? "2" : "3";
        Statements statements = new Statements(dice, signatures);
        List<Tree> body = new ArrayList<>();
        for (Signature signature : signatures) {
            body.add(statements.attempt(signature, scope));
        }
        body.addAll(statements.method(scope, STATEMENTS / 2).parts());
        return Tree.statement("@Async\nstatic Coroutine<Object> run() {\n$*}").with(body);
    }
}

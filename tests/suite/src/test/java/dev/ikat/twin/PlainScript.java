package dev.ikat.twin;

import dev.ikat.Generator;
import dev.ikat.GeneratorExit;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** What the programs of plain generators use, in Java and in Python. */
public abstract class PlainScript extends Script {
    /** As below; {@code choose} is a switch expression with emits on the other side. */
    static final String PYTHON = """
            generators = []

            def run_program(define):
            """ + CLOCK + """
                slots = [None] * 4

                def third():
                    step()
                    return tick[0] * 7 % 5 % 3

                def choose(n, tag, x):
                    which = third()
                    if which == 0:
                        return (yield n)
                    if which == 1:
                        log(tag)
                        return (yield x)
                    return n

                def keep(generator):
                    generators.append(generator)
                    return generator

                def slot(number):
                    return [] if slots[number] is None else slots[number]

                def drive(op, number, argument):
                    step()
                    generator = slots[number]
                    try:
                        if op == "make":
                            slots[number] = keep(make(argument))
                            answer = "made"
                        elif generator is None:
                            answer = "none"
                        elif op == "next":
                            answer = next(generator)
                        elif op == "send":
                            answer = generator.send(argument or None)
                        elif op == "raise":
                            answer = generator.throw((One, Two, GeneratorExit)[argument]())
                        elif op == "close":
                            generator.close()
                            answer = "closed"
                        else:
                            answer = "all"
                            for i in range(argument + 1):
                                answer = next(generator, "all")
                    except StopIteration:
                        answer = "end"
                    except BaseException as error:
                        answer = "Misuse" if isinstance(error, Misuse) else type(error).__name__
                    events.append(f"{op} {number} {argument}: {answer}")

                make, script = define(log, odd, third, choose, keep, slot, drive)
                try:
                    script()
                except Over:
                    events.append("over")
                return events
            """;

    private final List<Generator<Object>> slots = new ArrayList<>();

    protected PlainScript() {
        for (int i = 0; i < PlainPrograms.SLOTS; i++) {
            slots.add(null);
        }
    }

    /** A new generator of the function of this number. */
    protected abstract Generator<Object> make(int function);

    /** What is iterated where another generator, or none, was put. */
    protected final Iterable<Object> slot(int number) {
        Generator<Object> generator = slots.get(number);
        return generator == null ? List.of() : generator;
    }

    protected final void drive(String op, int number, int argument) {
        step();
        String answer;
        try {
            answer = text(answer(op, number, argument));
        } catch (NoSuchElementException end) {
            answer = "end";
        } catch (Throwable error) {
            answer = name(error);
        }
        events.add(op + " " + number + " " + argument + ": " + answer);
    }

    private Object answer(String op, int number, int argument) {
        if (op.equals("make")) {
            slots.set(number, make(argument));
            return "made";
        }
        Generator<Object> generator = slots.get(number);
        if (generator == null) {
            return "none";
        }
        return switch (op) {
            case "next" -> generator.next();
            case "send" -> generator.send(argument == 0 ? null : argument);
            case "raise" ->
                generator.raise(argument == 0 ? new One() : argument == 1 ? new Two() : new GeneratorExit());
            case "close" -> {
                generator.close();
                yield "closed";
            }
            default -> {
                Object answer = "all";
                for (int i = 0; i <= argument; i++) {
                    answer = generator.hasNext() ? generator.next() : "all";
                }
                yield answer;
            }
        };
    }
}

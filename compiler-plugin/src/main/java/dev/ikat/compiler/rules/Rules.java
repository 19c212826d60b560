package dev.ikat.compiler.rules;

import java.util.List;

/** All rules there are. */
public final class Rules {
    /** Found by the weaver in class files, and not in trees. */
    public static final Rule NOT_WOVEN = new NotWoven();

    /** The same. */
    public static final Rule TOO_LARGE = new TooLarge();

    public static final List<Rule> ALL = List.of(
            new AsyncMethod(),
            new AwaitInLoop(),
            new Blocking(),
            new BlockingMonitor(),
            new DroppedTask(),
            new EmitType(),
            new GeneratorEnd(),
            new LockAcrossAwait(),
            new MisplacedAwait(),
            new NeverAwaited(),
            NOT_WOVEN,
            new NullCoroutine(),
            new RunInside(),
            new SwallowedCancellation(),
            new ThreadLocals(),
            TOO_LARGE,
            new Unclosed());

    private Rules() {}
}

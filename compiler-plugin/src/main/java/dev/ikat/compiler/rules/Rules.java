package dev.ikat.compiler.rules;

import java.util.List;

/** All rules there are. */
public final class Rules {
    /** A method that the weaver refused. */
    public static final Rule NOT_WOVEN = new OfClassFiles("not-woven", Level.ERROR);

    /** A method that the weaver made too large for HotSpot to compile. */
    public static final Rule TOO_LARGE = new OfClassFiles("too-large", Level.WARNING);

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

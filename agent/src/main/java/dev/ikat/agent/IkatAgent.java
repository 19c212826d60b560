package dev.ikat.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The way in: {@code -javaagent:ikat-agent.jar} weaves classes as they load, {@code =debug} so for a debugger; {@code java -jar ikat-agent.jar weave
 * <folder or jar>} weaves compiled classes ahead of time, after which no agent is needed.
 */
public final class IkatAgent {
    /** Tells the runtime, for its messages, that an agent is attached. */
    private static final String ATTACHED = "dev.ikat.agent";

    /** Tells the test kit whether to answer for the world in a simulation, or to complain. */
    private static final String SIMULATE = "dev.ikat.agent.simulate";

    private IkatAgent() {}

    /** Called by the JVM before main, with {@code -javaagent}. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        attach(options, instrumentation);
    }

    /** Called by the JVM when attached later, or by {@code Launcher-Agent-Class}: classes loaded from now on are woven. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        WeavingTransformer weaving = attach(options, instrumentation);
        if (weaving != null) {
            weaving.watchChanges(); // classes woven ahead of time may be loaded already
        }
    }

    private static @Nullable WeavingTransformer attach(@Nullable String text, Instrumentation instrumentation) {
        if (System.getProperty(ATTACHED) != null) {
            return null;
        }
        System.setProperty(ATTACHED, "attached");
        Options options = Options.parse(text);
        if (options.simulate != null) {
            System.setProperty(SIMULATE, options.simulate);
            instrumentation.addTransformer(
                    new SimulatingTransformer(options.packages), false); // what it makes is woven then
        }
        WeavingTransformer weaving = new WeavingTransformer(Debugger.aim(options), instrumentation);
        // not retransform-capable: it must see the bytes before agents that are, or those would start from unwoven ones
        instrumentation.addTransformer(weaving, false);
        return weaving;
    }

    /** {@code weave [-cp <class path>] <folder or jar>...}: weaves class files in place. */
    public static void main(String[] arguments) {
        int exitCode = WeaveCommand.run(arguments);
        if (exitCode != WeaveCommand.DONE) {
            System.exit(exitCode);
        }
    }
}

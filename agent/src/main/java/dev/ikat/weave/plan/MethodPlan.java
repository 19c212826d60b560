package dev.ikat.weave.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to emit for one method; made by the analysis, carried out by the emitters.
 *
 * @param owner the class, by internal name
 * @param ownerIsInterface which kind of method reference its methods need
 * @param aim what the code is to be good at
 * @param kind what a call makes
 * @param bodyName the name of the resumable body: the method's own, unless an overload took it
 * @param bodyShared whether frames are made in more places than one, which then ask a method for the body's object
 * @param userLocals how many locals the method has; ours stand behind them
 * @param arguments the parameters, receiver first, and their places in the frame of a cold call
 * @param points the awaits in program order
 * @param returns the returns in program order
 * @param loops the loops whose iterations are copied for a resume
 * @param stores where variables with a home in the frame are stored to, by the index of the instruction
 * @param layout names what the awaits save: the upper half of the frame's labels
 * @param shape the frame class of a call that is made before it runs: room for the arguments and for what the awaits save
 * @param waiting the frame class of a first run that suspends, which the other one extends: room for what the awaits save
 * @param description what the body says of itself: class, method, file, lines
 */
public record MethodPlan(
        String owner,
        boolean ownerIsInterface,
        Aim aim,
        ReturnKind kind,
        String bodyName,
        boolean bodyShared,
        int userLocals,
        List<Slot> arguments,
        List<AwaitPoint> points,
        List<ReturnPoint> returns,
        List<LoopCopy> loops,
        Map<Integer, Slot> stores,
        int layout,
        Shape shape,
        Shape waiting,
        String description) {
    /** {@code Frame.KEEPS}. */
    private static final int KEEPS = 1 << 30;

    /** {@code Frame.RUNNING}. */
    private static final int RUNNING = -1;

    /** The same plan with other awaits. */
    public MethodPlan withPoints(List<AwaitPoint> others) {
        return with(bodyShared, others);
    }

    /** The same plan, for a method with a direct body. */
    public MethodPlan sharingBody() {
        return with(true, points);
    }

    private MethodPlan with(boolean shared, List<AwaitPoint> others) {
        return new MethodPlan(
                owner,
                ownerIsInterface,
                aim,
                kind,
                bodyName,
                shared,
                userLocals,
                arguments,
                others,
                returns,
                loops,
                stores,
                layout,
                shape,
                waiting,
                description);
    }

    /** The places where the frame may have a reference while the method goes on. */
    public BitSet keptPlaces() {
        BitSet kept = new BitSet();
        Stream.concat(arguments.stream(), points.stream().flatMap(point -> point.locals().stream()))
                .filter(Slot::stays)
                .forEach(slot -> kept.set(slot.place()));
        return kept;
    }

    /**
     * The frame's label at an await: after a redefinition that changed what is saved, no label fits any more. It says, too,
     * whether there is something to drop when the method ends.
     */
    public int frameLabel(int awaitLabel) {
        return (keeps() ? KEEPS : 0) + layout + awaitLabel;
    }

    /** The frame's label during a run from the start. */
    public int runningLabel() {
        return keeps() ? KEEPS : RUNNING;
    }

    private boolean keeps() {
        return !keptPlaces().isEmpty();
    }
}

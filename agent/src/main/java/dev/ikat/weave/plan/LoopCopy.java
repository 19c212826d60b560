package dev.ikat.weave.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rest of one iteration of a loop, to be copied for those who resume inside it; the copy ends at the loop's header.
 * By the indices of the normalised method.
 *
 * @param copied what can be reached from the loop's awaits before the header
 * @param entered the labels of the awaits that are resumed in this copy; the others of the loop in those of inner loops
 * @param exits the instructions behind which control leaves the copied ones without a jump, and where it goes
 * @param inner the inner loops with awaits, copied again for this copy
 */
public record LoopCopy(BitSet copied, BitSet entered, Map<Integer, Exit> exits, List<LoopCopy> inner) {
    /**
     * A jump that the copy needs where the method falls through.
     *
     * @param target the instruction to go on with
     * @param locals the verifier's types there, as a stack map lists them; null where the map has an entry already
     * @param stack as {@code locals}
     */
    public record Exit(int target, @Nullable List<Object> locals, List<Object> stack) {}
}

package dev.ikat.weave.emit;

import dev.ikat.weave.plan.ReturnPoint;
import java.util.List;
import java.util.function.Supplier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/** {@code return done(x)} returns x itself; {@code return other(y)} awaits it in place of the frame. */
final class Returns {
    private Returns() {}

    static void write(MethodNode method, Instance instance, List<ReturnPoint> returns, Supplier<InsnList> tailAwait) {
        for (ReturnPoint point : returns) {
            if (instance.has(point.index())) {
                write(method, instance, point, tailAwait);
            }
        }
    }

    private static void write(MethodNode method, Instance instance, ReturnPoint point, Supplier<InsnList> tailAwait) {
        switch (point.kind()) {
            case VALUE -> method.instructions.set(instance.node(point.made()), Code.op(Opcodes.NOP));
            case NOTHING -> method.instructions.set(instance.node(point.made()), Code.op(Opcodes.ACONST_NULL));
            case AWAITABLE -> method.instructions.insertBefore(instance.node(point.index()), tailAwait.get());
        }
    }
}

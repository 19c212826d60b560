package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which calls of close may wait: those whose receiver may be an {@code AsyncCloseable} when the program runs. */
class ClosingsTest {
    private static final String CLOSINGS = """
            static class Own { void close() { } void close(int n) { } int closed() { return 1; } }
            static class Counting { int close() { return 1; } }
            static class Shared { static void close() { } }
            @Async static Coroutine<Void> own(Own x) { x.close(); return done(); }
            @Async static Coroutine<Void> asynchronous(AsyncCloseable x) throws Exception { x.close(); return done(); }
            @Async static Coroutine<Void> autoCloseable(AutoCloseable x) throws Exception { x.close(); return done(); }
            @Async static Coroutine<Void> closeable(java.io.Closeable x) throws Exception { x.close(); return done(); }
            @Async static Coroutine<Void> twice(Own x, AutoCloseable y) throws Exception {
                x.close();
                y.close();
                return done();
            }
            @Async static Coroutine<Void> ofTheJdk(java.io.InputStream x) throws Exception { x.close(); return done(); }
            @Async static Coroutine<Void> permit(dev.ikat.sync.Permit x) { x.close(); return done(); }
            @Async static Coroutine<Void> notVoid(Counting x) { x.close(); return done(); }
            @Async static Coroutine<Void> argument(Own x) { x.close(1); return done(); }
            @Async static Coroutine<Void> otherName(Own x) { x.closed(); return done(); }
            @Async static Coroutine<Void> ofNobody() { Shared.close(); return done(); }
            @Async static Coroutine<Void> locked(Own x) { synchronized (x) { x.close(); } return done(); }
            @Async static Coroutine<Void> unlocked(Own x) { synchronized (x) { x.closed(); } x.close(); return done(); }
            """;

    @Test
    void thoseWhoseReceiverMayBeAsynchronous() {
        Sources sources = Sources.ofMembers(CLOSINGS);
        assertThat(sources.refusals).isEmpty();
        assertThat(sources.complaints()).isEmpty();
        assertThat(asynchronous(sources.woven.get("Case")))
                .isEqualTo(Map.of(
                        "own", 1, "asynchronous", 1, "autoCloseable", 1, "closeable", 1, "twice", 2, "unlocked", 1));
    }

    /** How often the body of each method that can be resumed asks for {@code closeAsync}. */
    private static Map<String, Integer> asynchronous(byte[] classFile) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        Map<String, Integer> calls = new TreeMap<>();
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                boolean resumable = method.desc.startsWith("(Ldev/ikat/frame/Frame;");
                if (resumable && insn instanceof MethodInsnNode call && call.name.equals("closeAsync")) {
                    calls.merge(method.name, 1, Integer::sum);
                }
            }
        }
        return calls;
    }
}

package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.corpus.InMemory;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.Hierarchy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** No resume leads into the middle of a loop: every loop of a woven body has one entry, which the JIT needs. */
@Tag("once")
class ReducibleLoopsTest {
    /** Beyond the limit of copying, more or less. */
    private static final int LARGE = 1200;

    private static final String LOOPS = """
            @Async static Coroutine<Integer> one(int n) {
                int sum = 0;
                for (int i = 0; i < n; i++) { sum += i; if (i % 3 == 0) sum += await(Coroutine.of(i)); }
                return done(sum);
            }
            @Async static Coroutine<Integer> nest(int n) {
                int sum = 0;
                outer:
                for (int i = await(Coroutine.of(0)); i < n; i++) {
                    while (await(Coroutine.of(sum % 5 != i))) {
                        do {
                            sum += await(Coroutine.of(1));
                            if (sum % 11 == 0) continue outer;
                        } while (sum % 7 != await(Coroutine.of(0)));
                        try {
                            if (sum > 100) break outer;
                            sum += await(Coroutine.of(2));
                        } catch (RuntimeException e) {
                            sum -= await(Coroutine.of(1));
                            continue;
                        } finally {
                            sum += await(Coroutine.of(i));
                        }
                    }
                    sum += await(Coroutine.of(3));
                }
                return done(sum);
            }
            static Coroutine<Integer> ones() { return one(10); }
            """;

    @Test
    void ofLoopsInLoops() {
        List<MethodNode> bodies = bodies(Sources.ofMembers(LOOPS).plain.get("Case"), Aim.SPEED);
        assertThat(bodies).hasSize(2).allMatch(ReducibleLoopsTest::isReducible);
    }

    @Test
    void forADebuggerThereAreNoCopies() {
        assertThat(bodies(Sources.ofMembers(LOOPS).plain.get("Case"), Aim.DEBUGGING))
                .as("what this test looks for can be found")
                .hasSize(2)
                .noneMatch(ReducibleLoopsTest::isReducible);
    }

    @Test
    @Tag("slow")
    void ofTheCorpus() throws IOException {
        int looping = 0;
        for (Path file : corpus()) {
            for (byte[] bytes : InMemory.compile(
                            file.getFileName().toString(), Files.readString(file), "-g", "-parameters")
                    .values()) {
                for (MethodNode body : bodies(bytes, Aim.SPEED)) {
                    boolean large = body.instructions.size() > LARGE;
                    assertThat(large || isReducible(body))
                            .as("%s %s", file, body.name)
                            .isTrue();
                }
                looping += (int) bodies(bytes, Aim.DEBUGGING).stream()
                        .filter(body -> !isReducible(body))
                        .count();
            }
        }
        assertThat(looping).as("bodies whose loops needed a copy").isGreaterThan(30);
    }

    /** The programs in Java 17. */
    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
            return files.filter(file -> !file.toString().matches(".*\\d.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<MethodNode> bodies(byte[] classFile, Aim aim) {
        byte[] woven = Weaver.weave(classFile, aim, Hierarchy.UNKNOWN).classFile();
        if (woven == null) {
            return List.of();
        }
        ClassNode owner = new ClassNode();
        new ClassReader(woven).accept(owner, 0);
        return owner.methods.stream()
                .filter(method -> method.desc.startsWith("(Ldev/ikat/frame/Frame;"))
                .toList();
    }

    /** In a reducible graph each edge that goes back on some depth-first path goes to a node that dominates its start. */
    private static boolean isReducible(MethodNode method) {
        int[][] edges = edges(method);
        BitSet[] dominators = dominators(edges);
        int[] state = new int[edges.length];
        Deque<int[]> path = new ArrayDeque<>();
        path.push(new int[] {0, 0});
        state[0] = 1;
        while (!path.isEmpty()) {
            int[] top = path.peek();
            if (top[1] == edges[top[0]].length) {
                state[top[0]] = 2;
                path.pop();
                continue;
            }
            int next = edges[top[0]][top[1]++];
            if (state[next] == 1 && !dominators[top[0]].get(next)) {
                return false;
            }
            if (state[next] == 0) {
                state[next] = 1;
                path.push(new int[] {next, 0});
            }
        }
        return true;
    }

    private static BitSet[] dominators(int[][] edges) {
        BitSet[] dominators = new BitSet[edges.length];
        dominators[0] = new BitSet();
        dominators[0].set(0);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int from = 0; from < edges.length; from++) {
                for (int to : dominators[from] == null ? new int[0] : edges[from]) {
                    BitSet both = (BitSet) dominators[from].clone();
                    if (dominators[to] != null) {
                        both.and(dominators[to]);
                    }
                    both.set(to);
                    if (!both.equals(dominators[to])) {
                        dominators[to] = both;
                        changed = true;
                    }
                }
            }
        }
        return dominators;
    }

    private static int[][] edges(MethodNode method) {
        int[][] edges = new int[method.instructions.size()][];
        for (int i = 0; i < edges.length; i++) {
            List<Integer> next = new ArrayList<>();
            AbstractInsnNode insn = method.instructions.get(i);
            labels(insn).forEach(label -> next.add(method.instructions.indexOf(label)));
            int opcode = insn.getOpcode();
            boolean ends = opcode == Opcodes.GOTO
                    || opcode == Opcodes.ATHROW
                    || insn instanceof TableSwitchInsnNode
                    || insn instanceof LookupSwitchInsnNode
                    || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
            if (!ends && i + 1 < edges.length) {
                next.add(i + 1);
            }
            for (TryCatchBlockNode block : opcode < 0 ? List.<TryCatchBlockNode>of() : method.tryCatchBlocks) {
                if (method.instructions.indexOf(block.start) <= i && i < method.instructions.indexOf(block.end)) {
                    next.add(method.instructions.indexOf(block.handler));
                }
            }
            edges[i] = next.stream().mapToInt(Integer::intValue).toArray();
        }
        return edges;
    }

    private static List<LabelNode> labels(AbstractInsnNode insn) {
        List<LabelNode> labels = new ArrayList<>();
        if (insn instanceof JumpInsnNode jump) {
            labels.add(jump.label);
        } else if (insn instanceof TableSwitchInsnNode table) {
            labels.addAll(table.labels);
            labels.add(table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            labels.addAll(lookup.labels);
            labels.add(lookup.dflt);
        }
        return labels;
    }
}

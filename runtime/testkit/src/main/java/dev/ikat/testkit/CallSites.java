package dev.ikat.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * The calls in a class file, with their lines: just enough of JVMS 4 for a message, since the kit has no library that reads class files. Method
 * references count as calls where they stand.
 */
final class CallSites {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD_HANDLE = 15;

    /** The sizes of a constant pool's entries with their tags, by tag; 0 where it is not fixed or there is no such tag. */
    private static final byte[] SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private final ByteBuffer file;
    /** Where the entries of the constant pool are. */
    private final int[] pool;

    private final List<Site> sites = new ArrayList<>();
    private final List<int[]> bootstraps = new ArrayList<>();
    private String source = "Unknown Source";

    /** An instruction that names an entry of the pool. */
    private record Site(int entry, int line) {}

    /** Whether a method is looked for. */
    interface Wanted {
        boolean test(String owner, String name, String descriptor);
    }

    private CallSites(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
        if (file.getInt() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        file.position(8);
        pool = new int[unsigned()];
        readPool();
        file.position(file.position() + 6);
        file.position(file.position() + 2 + 2 * u2(file.position()));
        readMembers(false);
        readMembers(true);
        attributes(this::readClassAttribute);
    }

    /** Reads a class file; one that is malformed throws some RuntimeException. */
    static CallSites in(byte[] bytes) {
        return new CallSites(bytes);
    }

    /** The calls that are wanted: {@code Instant.now (Shop.java:31)}, each once, in the order of their lines. */
    Set<String> calls(Wanted wanted) {
        TreeMap<Integer, Set<String>> byLine = new TreeMap<>();
        for (Site site : sites) {
            for (int method : methods(site.entry)) {
                String owner = className(u2(pool[method] + 1));
                int nameAndType = pool[u2(pool[method] + 3)];
                String name = utf8(u2(nameAndType + 1));
                if (wanted.test(owner, name, utf8(u2(nameAndType + 3)))) {
                    byLine.computeIfAbsent(site.line, line -> new TreeSet<>())
                            .add(readable(owner, name) + " (" + source + ":" + site.line + ")");
                }
            }
        }
        Set<String> calls = new LinkedHashSet<>();
        byLine.values().forEach(calls::addAll);
        return calls;
    }

    private static String readable(String owner, String name) {
        String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
        return name.equals("<init>") ? "new " + type : type + "." + name;
    }

    /** All classes that it mentions, by internal name. */
    List<String> classes() {
        List<String> classes = new ArrayList<>();
        for (int i = 1; i < pool.length; i++) {
            if (pool[i] > 0 && file.get(pool[i]) == CLASS) {
                classes.add(className(i));
            }
        }
        return classes;
    }

    private void readPool() {
        for (int i = 1; i < pool.length; i++) {
            pool[i] = file.position();
            int tag = file.get(pool[i]);
            int size = tag == UTF8 ? 3 + u2(pool[i] + 1) : SIZES[tag];
            if (size == 0) {
                throw new IllegalArgumentException("constant " + tag);
            }
            file.position(pool[i] + size);
            i += tag == LONG || tag == DOUBLE ? 1 : 0; // they take two indices
        }
    }

    private void readMembers(boolean methods) {
        for (int left = unsigned(); left > 0; left--) {
            file.position(file.position() + 6);
            attributes(name -> {
                if (methods && utf8(name).equals("Code")) {
                    readCode();
                }
            });
        }
    }

    /** Calls with the entry of each one's name, at its contents; behind which it goes on. */
    private void attributes(IntConsumer reader) {
        for (int left = unsigned(); left > 0; left--) {
            int name = unsigned();
            int end = file.getInt() + file.position();
            reader.accept(name);
            file.position(end);
        }
    }

    private void readClassAttribute(int name) {
        switch (utf8(name)) {
            case "SourceFile" -> source = utf8(unsigned());
            case "BootstrapMethods" -> {
                for (int left = unsigned(); left > 0; left--) {
                    unsigned();
                    int[] arguments = new int[unsigned()];
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] = unsigned();
                    }
                    bootstraps.add(arguments);
                }
            }
            default -> {}
        }
    }

    private void readCode() {
        file.position(file.position() + 4);
        int length = file.getInt();
        int start = file.position();
        file.position(start + length);
        file.position(file.position() + 2 + 8 * u2(file.position()));
        TreeMap<Integer, Integer> lines = new TreeMap<>();
        attributes(name -> {
            if (utf8(name).equals("LineNumberTable")) {
                for (int left = unsigned(); left > 0; left--) {
                    lines.put(unsigned(), unsigned());
                }
            }
        });
        for (int at = start; at < start + length; at += 1 + operands(at, start)) {
            int opcode = file.get(at) & 0xFF;
            if (opcode >= 182 && opcode <= 186) { // the five that invoke
                var line = lines.floorEntry(at - start);
                sites.add(new Site(u2(at + 1), line == null ? 0 : line.getValue()));
            }
        }
    }

    /** How many bytes belong to the instruction after its first. */
    private int operands(int at, int start) {
        int opcode = file.get(at) & 0xFF;
        int padded = start + (at - start) / 4 * 4 + 4;
        return switch (opcode) {
            case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 1;
            case 17, 19, 20, 132, 187, 189, 192, 193, 198, 199 -> 2;
            case 197 -> 3;
            case 185, 186, 200, 201 -> 4;
            case 170 -> padded + 12 + 4 * (file.getInt(padded + 8) - file.getInt(padded + 4) + 1) - at - 1;
            case 171 -> padded + 8 + 8 * file.getInt(padded + 4) - at - 1;
            case 196 -> file.get(at + 1) == (byte) 132 ? 5 : 3; // wide iinc, and other wide ones
            default -> (opcode >= 153 && opcode <= 168) || (opcode >= 178 && opcode <= 184) ? 2 : 0;
        };
    }

    /** The entry itself when it is a method; of an invokedynamic the methods that its bootstrap is given. */
    private List<Integer> methods(int entry) {
        int tag = file.get(pool[entry]);
        if (tag == 10 || tag == 11) {
            return List.of(entry);
        }
        List<Integer> methods = new ArrayList<>();
        for (int argument : bootstraps.get(u2(pool[entry] + 1))) {
            if (file.get(pool[argument]) == METHOD_HANDLE && file.get(pool[argument] + 1) >= 5) { // not of a field
                methods.add(u2(pool[argument] + 2));
            }
        }
        return methods;
    }

    private String className(int entry) {
        return utf8(u2(pool[entry] + 1));
    }

    private String utf8(int entry) {
        return new String(file.array(), pool[entry] + 3, u2(pool[entry] + 1), StandardCharsets.UTF_8);
    }

    private int unsigned() {
        return file.getShort() & 0xFFFF;
    }

    private int u2(int at) {
        return file.getShort(at) & 0xFFFF;
    }
}

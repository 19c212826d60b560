package dev.ikat.weave.normalise;

import dev.ikat.weave.types.Hierarchy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * {@code c ? stringBuilder : stringBuffer} has a type that source cannot name and other packages cannot cast to. Such a
 * value is only used as something public above it, so its nearest public superclass does in the stack map.
 *
 * <p>A type that the code mentions is one it may use. Others, of other packages, are looked up in their class files; where
 * there is none to be had they stay.
 */
final class HiddenTypes {
    private static final String OBJECT = "java/lang/Object";

    private final String ownPackage;
    private final Hierarchy hierarchy;
    private final Set<String> mentioned = new HashSet<>();
    private final Map<String, String> visible = new HashMap<>();

    private HiddenTypes(String owner, MethodNode method, Hierarchy hierarchy) {
        this.ownPackage = packageOf(owner);
        this.hierarchy = hierarchy;
        mention(method.desc);
        for (AbstractInsnNode insn : method.instructions) {
            mention(insn);
        }
    }

    static void rewrite(String owner, MethodNode method, Hierarchy hierarchy) {
        HiddenTypes types = new HiddenTypes(owner, method, hierarchy);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map) {
                map.local = types.visible(map.local);
                map.stack = types.visible(map.stack);
            }
        }
    }

    private void mention(AbstractInsnNode insn) {
        if (insn instanceof TypeInsnNode type) {
            mentioned.add(type.desc);
        } else if (insn instanceof FieldInsnNode field) {
            mentioned.add(field.owner);
            mention(field.desc);
        } else if (insn instanceof MethodInsnNode call) {
            mentioned.add(call.owner);
            mention(call.desc);
        } else if (insn instanceof InvokeDynamicInsnNode call) {
            mention(call.desc);
        }
    }

    private void mention(String descriptor) {
        Type type = Type.getType(descriptor);
        if (type.getSort() != Type.METHOD) {
            mentioned.add(type.getSort() >= Type.ARRAY ? type.getInternalName() : "");
            return;
        }
        for (Type argument : type.getArgumentTypes()) {
            mention(argument.getDescriptor());
        }
        mention(type.getReturnType().getDescriptor());
    }

    private List<Object> visible(List<Object> items) {
        return items.stream()
                .map(item -> item instanceof String name ? visible.computeIfAbsent(name, this::visible) : item)
                .toList();
    }

    private String visible(String name) {
        String type = name;
        while (!mentioned.contains(type)
                && !type.startsWith("[")
                && !packageOf(type).equals(ownPackage)) {
            String above = hiddenBelow(type);
            if (above == null) {
                break;
            }
            type = above;
        }
        return type;
    }

    /** The superclass of a type that is not public; null for a public one and where nothing is known. */
    private @Nullable String hiddenBelow(String type) {
        return switch (type) {
            case OBJECT -> null;
            case "java/lang/AbstractStringBuilder" -> OBJECT;
            default -> hierarchy.aboveHidden(type);
        };
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}

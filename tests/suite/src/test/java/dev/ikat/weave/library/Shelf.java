package dev.ikat.weave.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The driven classes of all libraries: what can be called, and what objects can be made for arguments. */
final class Shelf {
    private static final int MOST_DEPTH = 3;
    private final Map<Class<?>, Driven> classes = new LinkedHashMap<>();

    Shelf(List<Class<?>> types) {
        types.forEach(type -> classes.put(type, new Driven(type, this)));
        classes.values().forEach(Driven::findMethods);
    }

    /** One that can make objects of the type, if there is any. */
    Driven find(Class<?> type) {
        return classes.get(type);
    }

    /** How many methods can be called. */
    int methods() {
        return classes.values().stream()
                .mapToInt(it -> it.statics.size() + (it.canMake() ? it.members.size() : 0))
                .sum();
    }

    /** An object of one of the classes; the same seed makes an equal one. */
    Object make(Class<?> type, Random random, int depth) throws Driven.Unmade {
        Driven driven = classes.get(type);
        if (depth > MOST_DEPTH || !driven.canMake()) {
            throw new Driven.Unmade(null);
        }
        return driven.make(random, depth);
    }

    /** The classes of a package and those below, with something to call; what enums have is soon known. */
    List<Driven> of(String packageName) {
        List<Driven> found = new ArrayList<>();
        for (Driven driven : classes.values()) {
            boolean callable = !driven.statics.isEmpty() || (!driven.members.isEmpty() && driven.canMake());
            if (callable && !driven.type.isEnum() && driven.type.getName().startsWith(packageName + ".")) {
                found.add(driven);
            }
        }
        return found;
    }
}

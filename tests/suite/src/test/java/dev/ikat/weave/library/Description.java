package dev.ikat.weave.library;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The state of a value as text: arrays and collections by element, objects of the libraries field by field. */
final class Description {
    private static final int MOST_DEPTH = 5;
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{3,}");

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private Description() {}

    static String of(Object value) {
        Description description = new Description();
        description.add(value, 0);
        return description.text.toString();
    }

    /** The text, without the hash codes that {@link Object#toString} prints. */
    static String withoutIdentity(String text) {
        return IDENTITY.matcher(text).replaceAll("@");
    }

    private void add(Object value, int depth) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Character) {
            text.append(value);
        } else if (value instanceof String string) {
            text.append('"').append(withoutIdentity(string)).append('"');
        } else if (value instanceof Throwable error) {
            text.append(error.getClass().getName());
        } else if (depth > MOST_DEPTH || !open.add(value)) {
            text.append("...");
        } else {
            addObject(value, depth + 1);
            open.remove(value);
        }
    }

    private void addObject(Object value, int depth) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            addArray(value, depth);
        } else if (value instanceof Collection<?> collection && isOfJdk(type)) {
            addArray(collection.toArray(), depth);
        } else if (value instanceof Map<?, ?> map && isOfJdk(type)) {
            text.append('{');
            map.forEach((key, mapped) -> {
                add(key, depth);
                text.append('=');
                add(mapped, depth);
                text.append(' ');
            });
            text.append('}');
        } else if (value instanceof Reader || (value instanceof InputStream && isOfJdk(type))) {
            text.append(type.getName());
        } else if (isOfJdk(type) || type.isHidden()) {
            text.append(type.isHidden() ? "lambda" : withoutIdentity(value.toString()));
        } else {
            addFields(value, type, depth);
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getName().startsWith("java");
    }

    private void addArray(Object array, int depth) {
        text.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            add(Array.get(array, i), depth);
            text.append(' ');
        }
        text.append(']');
    }

    private void addFields(Object value, Class<?> type, int depth) {
        text.append(type.getSimpleName()).append('(');
        for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    text.append(field.getName()).append('=');
                    add(get(field, value), depth);
                    text.append(' ');
                }
            }
        }
        text.append(')');
    }

    private static Object get(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException error) {
            throw new AssertionError(error);
        }
    }
}

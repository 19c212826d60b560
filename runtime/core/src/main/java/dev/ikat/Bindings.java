package dev.ikat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of context variables, immutable: variable, value, variable, value in one array, without equal variables. A
 * look-up compares along it and a change copies it, which beats a tree for the few variables that programs have. None at
 * all is null, so that a program without context variables pays a null check for each step.
 */
final class Bindings {
    /** What {@link #get} answers for a variable without a value, since a value may be null. */
    static final Object NONE = new Object();

    private final @Nullable Object[] entries;

    private Bindings(@Nullable Object[] entries) {
        this.entries = entries;
    }

    static @Nullable Object get(@Nullable Bindings bindings, ContextVar<?> variable) {
        if (bindings == null) {
            return NONE;
        }
        int index = bindings.indexOf(variable);
        return index < 0 ? NONE : bindings.entries[index + 1];
    }

    /** With the value for the variable; {@link #NONE} takes the variable out. */
    static @Nullable Bindings with(@Nullable Bindings bindings, ContextVar<?> variable, @Nullable Object value) {
        if (bindings == null) {
            return value == NONE ? null : new Bindings(new Object[] {variable, value});
        }
        return value == NONE ? bindings.without(variable) : bindings.with(variable, value);
    }

    private Bindings with(ContextVar<?> variable, @Nullable Object value) {
        int index = indexOf(variable);
        int at = index < 0 ? entries.length : index;
        @Nullable Object[] changed = Arrays.copyOf(entries, Math.max(entries.length, at + 2));
        changed[at] = variable;
        changed[at + 1] = value;
        return new Bindings(changed);
    }

    private @Nullable Bindings without(ContextVar<?> variable) {
        int index = indexOf(variable);
        if (index < 0) {
            return this;
        }
        int last = entries.length - 2;
        @Nullable Object[] changed = Arrays.copyOf(entries, last);
        if (index < last) {
            changed[index] = entries[last];
            changed[index + 1] = entries[last + 1];
        }
        return last == 0 ? null : new Bindings(changed);
    }

    private int indexOf(ContextVar<?> variable) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == variable) {
                return i;
            }
        }
        return -1;
    }

    int size() {
        return entries.length / 2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries.length; i += 2) {
            text.append(i == 0 ? "" : ", ")
                    .append(((ContextVar<?>) entries[i]).name())
                    .append('=')
                    .append(entries[i + 1]);
        }
        return text.toString();
    }
}

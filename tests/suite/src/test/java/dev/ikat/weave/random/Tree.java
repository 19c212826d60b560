package dev.ikat.weave.random;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a generated program: a form, in which {@code $0} to {@code $9} stand for its parts and {@code $*} for all that
 * the form does not name. One record for all of the grammar keeps rendering and shrinking free of it.
 */
record Tree(Type type, String form, List<Tree> parts) {
    Tree(Type type, String form, List<Tree> parts) {
        this.type = type;
        this.form = form;
        this.parts = List.copyOf(parts);
    }

    static Tree of(Type type, String form, Tree... parts) {
        return new Tree(type, form, List.of(parts));
    }

    static Tree statement(String form, Tree... parts) {
        return of(Type.STATEMENT, form, parts);
    }

    static Tree block(List<Tree> statements) {
        return new Tree(Type.BLOCK, "{\n$*}", statements);
    }

    static Tree block(Tree... statements) {
        return block(List.of(statements));
    }

    /** The same with more parts behind those it has. */
    Tree with(List<Tree> more) {
        List<Tree> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Tree(type, form, all);
    }

    Tree replace(int index, Tree part) {
        List<Tree> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new Tree(type, form, changed);
    }

    /** The same without the parts from one index to another; only those that {@code $*} stands for can be left out. */
    Tree without(int from, int to) {
        List<Tree> fewer = new ArrayList<>(parts);
        fewer.subList(from, to).clear();
        return new Tree(type, form, fewer);
    }

    /** How many parts the form names by their numbers. */
    int fixedParts() {
        int fixed = 0;
        while (form.contains("$" + fixed)) {
            fixed++;
        }
        return fixed;
    }

    boolean hasList() {
        return form.contains("$*");
    }

    /** Grows with the number of parts, and a little with the text of each. */
    int size() {
        int size = 1000 + form.length();
        for (Tree part : parts) {
            size += part.size();
        }
        return size;
    }

    /** The Java source, indented. */
    String source() {
        StringBuilder text = new StringBuilder();
        render(text);
        return indented(text.toString());
    }

    private void render(StringBuilder text) {
        int fixed = fixedParts();
        for (int i = 0; i < form.length(); i++) {
            char next = form.charAt(i);
            if (next != '$') {
                text.append(next);
            } else if (form.charAt(++i) == '*') {
                parts.subList(fixed, parts.size()).forEach(part -> part.render(text));
            } else {
                parts.get(form.charAt(i) - '0').render(text);
            }
        }
        if (type == Type.STATEMENT && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private static String indented(String text) {
        StringBuilder result = new StringBuilder();
        int depth = 0;
        for (String line : text.split("\n")) {
            String content = line.strip();
            int closing = content.startsWith("}") ? 1 : 0;
            result.append("    ".repeat(Math.max(0, depth - closing)))
                    .append(content)
                    .append('\n');
            depth += content.chars()
                    .map(it -> it == '{' ? 1 : it == '}' ? -1 : 0)
                    .sum();
        }
        return result.toString();
    }
}

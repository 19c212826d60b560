package dev.ikat.compiler.source;

import dev.ikat.compiler.source.BlockingList.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a method blocks its thread: by {@code @Blocking}, else by the list. A method that overrides one that does counts as
 * that one. In the list the line of the class nearest to the object's type wins, so a class may be taken out again.
 */
public final class BlockingCalls {
    static final String BLOCKING = Symbols.PACKAGE + "Blocking";
    private static final String OBJECT = "java.lang.Object";

    private final Symbols symbols;
    private final BlockingList list;
    private final Map<ExecutableElement, Optional<String>> annotated = new HashMap<>();

    BlockingCalls(Symbols symbols, BlockingList list) {
        this.symbols = symbols;
        this.list = list;
    }

    /**
     * What to write instead of a call of the method on an object of that type, with what the list calls {this} and so on still
     * in it; empty where nothing is named, null when it does not block.
     */
    public @Nullable String instead(ExecutableElement method, TypeMirror receiver) {
        String named = annotation(method).orElse(null);
        if (named != null) {
            return named;
        }
        Line line = listed(method, receiver);
        return line == null || !line.blocks() ? null : line.instead() == null ? "" : line.instead();
    }

    /** Whether objects of the type are in memory, so that reading from them blocks nobody. */
    public boolean isInMemory(TypeMirror type) {
        return list.naming("new").stream()
                .anyMatch(line -> !line.blocks() && line.isWholeClass() && symbols.isA(type, line.owner()));
    }

    private @Nullable Line listed(ExecutableElement method, TypeMirror receiver) {
        Line best = null;
        for (Line line : list.naming(nameOf(method))) {
            if (symbols.isA(receiver, line.owner())
                    && hasParameters(method, line)
                    && covers(line, method, receiver)
                    && (best == null || !isNearer(best, line))) {
                best = line;
            }
        }
        return best;
    }

    private static String nameOf(ExecutableElement method) {
        return isConstructor(method) ? "new" : method.getSimpleName().toString();
    }

    private static boolean isConstructor(ExecutableElement method) {
        return method.getKind() == ElementKind.CONSTRUCTOR;
    }

    /** Whether the first of two lines, both of which name the call, says more of it than the second. */
    private boolean isNearer(Line line, Line other) {
        if (line.owner().equals(other.owner())) {
            return detail(line) > detail(other);
        }
        TypeElement owner = symbols.find(line.owner());
        return owner != null && symbols.isA(owner.asType(), other.owner());
    }

    private static int detail(Line line) {
        int ofName = line.isPrefix() ? line.method().length() : Integer.MAX_VALUE / 2;
        return line.parameters() == null ? ofName : ofName + 1;
    }

    private boolean hasParameters(ExecutableElement method, Line line) {
        List<String> wanted = line.parameters();
        if (wanted == null) {
            return true;
        }
        return wanted.equals(method.getParameters().stream()
                .map(each -> simple(symbols.types.erasure(each.asType()).toString()))
                .toList());
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** A constructor is of its own class only; a method may override one of the line's class, or be inherited by that. */
    private boolean covers(Line line, ExecutableElement method, TypeMirror receiver) {
        TypeElement owner = symbols.find(line.owner());
        TypeElement declaring = Symbols.ownerOf(method);
        if (owner == null || isConstructor(method)) {
            return owner != null && owner.equals(symbols.classOf(receiver));
        }
        if (owner.equals(declaring)) {
            return true;
        }
        return symbols.isA(owner.asType(), declaring.getQualifiedName().toString())
                ? !declaring.getQualifiedName().contentEquals(OBJECT)
                : overridesOne(line, owner, method, declaring);
    }

    private boolean overridesOne(Line line, TypeElement owner, ExecutableElement method, TypeElement declaring) {
        return ElementFilter.methodsIn(symbols.elements.getAllMembers(owner)).stream()
                .filter(each -> !Symbols.isMemberOf(each, OBJECT))
                .anyMatch(each -> line.names(each.getSimpleName().toString())
                        && symbols.elements.overrides(method, each, declaring));
    }

    private Optional<String> annotation(ExecutableElement method) {
        return annotated.computeIfAbsent(method, this::findAnnotation);
    }

    private Optional<String> findAnnotation(ExecutableElement method) {
        Optional<String> own = blocking(method);
        if (own.isPresent() || isConstructor(method)) {
            return own;
        }
        TypeElement declaring = Symbols.ownerOf(method);
        return typesAbove(declaring).stream()
                .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
                .filter(each -> each.getSimpleName().equals(method.getSimpleName())
                        && symbols.elements.overrides(method, each, declaring))
                .flatMap(each -> blocking(each).stream())
                .findFirst();
    }

    /** By an annotation of its own, or of its type. */
    private static Optional<String> blocking(ExecutableElement method) {
        return value(method).or(() -> value(Symbols.ownerOf(method)));
    }

    private static Optional<String> value(Element element) {
        for (AnnotationMirror each : element.getAnnotationMirrors()) {
            if (each.getAnnotationType().asElement() instanceof TypeElement type
                    && type.getQualifiedName().contentEquals(BLOCKING)) {
                return Optional.of(each.getElementValues().values().stream()
                        .map(AnnotationValue::getValue)
                        .map(Object::toString)
                        .findFirst()
                        .orElse(""));
            }
        }
        return Optional.empty();
    }

    private Set<TypeElement> typesAbove(TypeElement type) {
        Set<TypeElement> found = new HashSet<>();
        Deque<TypeMirror> open = new ArrayDeque<>(symbols.types.directSupertypes(type.asType()));
        while (!open.isEmpty()) {
            TypeMirror each = open.removeFirst();
            TypeElement element = symbols.classOf(each);
            if (element != null && found.add(element)) {
                open.addAll(symbols.types.directSupertypes(each));
            }
        }
        return found;
    }
}

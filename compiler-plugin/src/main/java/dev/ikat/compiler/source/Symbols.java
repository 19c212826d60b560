package dev.ikat.compiler.source;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The types of the runtime and of the JDK as one compilation sees them, and what a type or a member has to do with them. */
public final class Symbols {
    public static final String PACKAGE = "dev.ikat.";
    public static final String IKAT = PACKAGE + "Ikat";
    public static final String ASYNC = PACKAGE + "Async";
    public static final String ASYNC_CLOSEABLE = PACKAGE + "AsyncCloseable";
    public static final String ASYNC_ITERABLE = PACKAGE + "AsyncIterable";
    public static final String COROUTINE = PACKAGE + "Coroutine";
    public static final String ANY_GENERATOR = PACKAGE + "AnyGenerator";
    public static final String PROMISE = PACKAGE + "Promise";

    private static final Set<String> PACKAGES =
            Set.of("dev.ikat", "dev.ikat.io", "dev.ikat.loop", "dev.ikat.stream", "dev.ikat.sync");
    private static final Pattern QUALIFIER = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])");

    public final Elements elements;
    public final Types types;
    /** What blocks its thread. */
    public final BlockingCalls blocking;

    private final Map<String, Optional<TypeElement>> named = new HashMap<>();
    /** What {@link #isA} found out, by the class and the name asked for. */
    private final Map<TypeElement, Map<String, Boolean>> known = new HashMap<>();

    /** The one abstract method of each interface that a lambda was seen for. */
    private final Map<TypeElement, Optional<ExecutableElement>> functions = new HashMap<>();

    /** The calls that only woven code can make, by their names as javac has them: each name once. */
    private final Map<Name, String> suspending = new HashMap<>();

    private Symbols(JavacTask task, BlockingList list) {
        elements = task.getElements();
        List.of("await", "emit", "emitAll", "each").forEach(each -> suspending.put(elements.getName(each), each));
        types = task.getTypes();
        blocking = new BlockingCalls(this, list);
    }

    /** Those of a compilation; null where it does not see the runtime, so that there is nothing to look for. */
    public static @Nullable Symbols of(JavacTask task, BlockingList list) {
        Symbols symbols = new Symbols(task, list);
        return symbols.find(COROUTINE) == null ? null : symbols;
    }

    /** A type by its canonical name; null when the compilation does not see it. */
    public @Nullable TypeElement find(String name) {
        return named.computeIfAbsent(name, each -> Optional.ofNullable(elements.getTypeElement(each)))
                .orElse(null);
    }

    /** Whether the type is that class or interface, or below it; type arguments do not count. */
    public boolean isA(@Nullable TypeMirror type, String name) {
        TypeElement element = type == null ? null : classOf(type);
        return element != null
                && known.computeIfAbsent(element, each -> new HashMap<>())
                        .computeIfAbsent(name, each -> isBelow(element, each));
    }

    private boolean isBelow(TypeElement element, String name) {
        TypeElement above = find(name);
        return above != null && types.isSubtype(types.erasure(element.asType()), types.erasure(above.asType()));
    }

    /** The class of a type after erasure; null for one that has none, such as an array. */
    public @Nullable TypeElement classOf(TypeMirror type) {
        TypeMirror erased = switch (type.getKind()) {
            case DECLARED -> type;
            case TYPEVAR, WILDCARD, INTERSECTION -> types.erasure(type);
            default -> null;
        };
        return erased instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? element
                : null;
    }

    /** The n-th type argument that the type has as that class; null when it has none there. */
    public @Nullable TypeMirror argument(TypeMirror type, String name, int n) {
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name)) {
            List<? extends TypeMirror> arguments = declared.getTypeArguments();
            return n < arguments.size() ? arguments.get(n) : null;
        }
        return types.directSupertypes(type).stream()
                .filter(above -> isA(above, name))
                .map(above -> argument(above, name, n))
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
    }

    /** The type of the object that a value of the type becomes. */
    public TypeMirror boxed(TypeMirror type) {
        return type.getKind().isPrimitive()
                ? types.boxedClass((PrimitiveType) type).asType()
                : type;
    }

    /** Whether a member is declared by that class. */
    public static boolean isMemberOf(Element member, String className) {
        return member.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals(className);
    }

    /** The class that declares a method. */
    public static TypeElement ownerOf(ExecutableElement method) {
        return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    }

    /** Whether that class, or one below it, declares the method. */
    public boolean isDeclaredBelow(ExecutableElement method, String className) {
        return isA(ownerOf(method).asType(), className);
    }

    /** Whether a class or a member is the runtime's. */
    public boolean isOfRuntime(Element element) {
        return PACKAGES.contains(
                elements.getPackageOf(element).getQualifiedName().toString());
    }

    /** A type for a message: with simple names. */
    public static String text(TypeMirror type) {
        return QUALIFIER.matcher(type.toString()).replaceAll("");
    }

    public static boolean hasAnnotation(Element element, String annotation) {
        List<? extends AnnotationMirror> annotations = element.getAnnotationMirrors();
        return !annotations.isEmpty()
                && annotations.stream()
                        .anyMatch(each -> each.getAnnotationType().asElement() instanceof TypeElement type
                                && type.getQualifiedName().contentEquals(annotation));
    }

    /** The name of a call of {@code Ikat} that only woven code can make; null for any other tree. */
    @Nullable
    String suspendingCall(TreePath tree, Trees trees) {
        Name name = tree.getLeaf() instanceof MethodInvocationTree call ? nameOf(call) : null;
        String found = name == null ? null : suspending.get(name);
        return found != null && trees.getElement(tree) instanceof ExecutableElement method && isMemberOf(method, IKAT)
                ? found
                : null;
    }

    /** The name that a call is written with. */
    static @Nullable Name nameOf(MethodInvocationTree call) {
        Tree select = call.getMethodSelect();
        return select instanceof MemberSelectTree member
                ? member.getIdentifier()
                : select instanceof IdentifierTree identifier ? identifier.getName() : null;
    }

    /** What a lambda of the type returns, as the type's arguments have it; null when the type is no functional interface. */
    public @Nullable TypeMirror resultOfFunction(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? functionOf(declared)
                        .map(method -> ((ExecutableType) types.asMemberOf(declared, method)).getReturnType())
                        .orElse(null)
                : null;
    }

    /** Whether what calls a lambda of the type is ready for anything that it throws, as assertions of failures are. */
    public boolean takesAnyFailure(TypeMirror type) {
        return type instanceof DeclaredType declared
                && functionOf(declared)
                        .filter(method -> method.getThrownTypes().stream().anyMatch(Symbols::isThrowable))
                        .isPresent();
    }

    private static boolean isThrowable(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals("java.lang.Throwable");
    }

    private Optional<ExecutableElement> functionOf(DeclaredType type) {
        return functions.computeIfAbsent((TypeElement) type.asElement(), this::findFunction);
    }

    private Optional<ExecutableElement> findFunction(TypeElement type) {
        Stream<ExecutableElement> methods = ElementFilter.methodsIn(elements.getAllMembers(type)).stream();
        return methods.filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
                .filter(method -> !isOfObject(method))
                .findFirst();
    }

    /** An interface may repeat methods of Object, such as a comparator's equals. */
    private boolean isOfObject(ExecutableElement method) {
        TypeElement object = elements.getTypeElement("java.lang.Object");
        return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName())
                        && each.getParameters().size() == method.getParameters().size());
    }
}

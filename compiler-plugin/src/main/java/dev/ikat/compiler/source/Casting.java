package dev.ikat.compiler.source;

import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Whether an object of one type may be of another one, by their classes after erasure: where a cast would not compile, it
 * cannot. Where it is hard to tell the answer is that it may. Source: JLS 5.1.6.1.
 */
public final class Casting {
    private static final Set<String> ABOVE_ARRAYS =
            Set.of("java.lang.Object", "java.lang.Cloneable", "java.io.Serializable");

    private final Symbols symbols;

    public Casting(Symbols symbols) {
        this.symbols = symbols;
    }

    /** A primitive value is the object that it is boxed in. */
    public boolean isPossible(TypeMirror from, TypeMirror to) {
        return mayBe(erasure(symbols.boxed(from)), erasure(to));
    }

    private TypeMirror erasure(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED, ARRAY, TYPEVAR, WILDCARD, INTERSECTION -> symbols.types.erasure(type);
            default -> type;
        };
    }

    private boolean mayBe(TypeMirror from, TypeMirror to) {
        if (from instanceof ArrayType array) {
            return mayBeArray(array, to);
        }
        if (to instanceof ArrayType array) {
            return mayBeArray(array, from);
        }
        TypeElement one = symbols.classOf(from);
        TypeElement other = symbols.classOf(to);
        return one == null
                || other == null
                || symbols.types.isSubtype(from, to)
                || symbols.types.isSubtype(to, from)
                || haveCommonSubtypes(one, other);
    }

    private boolean mayBeArray(ArrayType array, TypeMirror other) {
        if (other instanceof ArrayType second) {
            TypeMirror one = array.getComponentType();
            TypeMirror two = second.getComponentType();
            boolean isPrimitive = one.getKind().isPrimitive() || two.getKind().isPrimitive();
            return isPrimitive ? one.getKind() == two.getKind() : mayBe(one, two);
        }
        TypeElement element = symbols.classOf(other);
        return other.getKind() != TypeKind.DECLARED
                || element == null
                || ABOVE_ARRAYS.contains(element.getQualifiedName().toString());
    }

    /** Of two types neither of which is below the other. */
    private static boolean haveCommonSubtypes(TypeElement one, TypeElement other) {
        return (one.getKind().isInterface() && !isFinal(other))
                || (other.getKind().isInterface() && !isFinal(one));
    }

    private static boolean isFinal(TypeElement type) {
        return type.getModifiers().contains(Modifier.FINAL);
    }
}

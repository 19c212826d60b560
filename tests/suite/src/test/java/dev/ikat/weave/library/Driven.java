package dev.ikat.weave.library;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A class of a library whose public methods can be called with random arguments, and its objects made: by its public
 * constructors, its static methods that return it, and its constants.
 */
final class Driven {
    /** Classes that large numbers suit; elsewhere they may say how long something shall be. */
    private static final Pattern NUMERIC = Pattern.compile(
            ".*\\.(NumberUtils|Fraction|BigFraction|BooleanUtils|CharUtils|ArithmeticUtils|FastMath|Precision|Mutable.*"
                    + "|IEEE754rUtils|Conversion|MurmurHash.*)");

    private static final Pattern SIZED = Pattern.compile("(?i).*(pow|factorial|binomial|stirling|scal|round).*");

    /** Methods that depend on time, identity or chance, or work as long as a product of their arguments says. */
    private static final Pattern UNCERTAIN = Pattern.compile(
            "(?i).*(hashCode|identity|random|shuffle|now|wait|notify|getClass|crypt|finalize|gensalt|readObject|rjBesl).*");

    /** A method and its two twins. */
    record Twins(Method original, Method plain, Method async) {
        @Override
        public String toString() {
            return original.toString();
        }
    }

    final Class<?> type;
    final List<Twins> statics = new ArrayList<>();
    final List<Twins> members = new ArrayList<>();
    private final List<Executable> makers = new ArrayList<>();
    private final List<Field> constants = new ArrayList<>();
    private final Shelf shelf;

    Driven(Class<?> type, Shelf shelf) {
        this.type = type;
        this.shelf = shelf;
        Arrays.stream(type.getConstructors())
                .filter(it -> !Modifier.isAbstract(type.getModifiers()))
                .sorted(Comparator.comparing(Constructor::toString))
                .forEach(makers::add);
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == type) {
                constants.add(field);
            }
        }
    }

    /** Finds the methods; after all classes are on the shelf, since arguments may be objects of them. */
    void findMethods() {
        makers.removeIf(maker -> !canCall(maker));
        List<Method> methods = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
        methods.sort(Comparator.comparing(Method::toString));
        for (Method method : methods) {
            boolean isPublic = Modifier.isPublic(method.getModifiers());
            if (isPublic && !method.isBridge() && canCall(method)) {
                find(method);
            }
        }
    }

    private void find(Method method) {
        if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
            makers.add(method);
        }
        if (UNCERTAIN.matcher(method.getName()).matches()) {
            return;
        }
        try {
            Method plain = type.getDeclaredMethod(method.getName() + TwinMethod.PLAIN, method.getParameterTypes());
            Method async = type.getDeclaredMethod(method.getName() + TwinMethod.ASYNC, method.getParameterTypes());
            if (async.isAnnotationPresent(dev.ikat.Async.class)) {
                (Modifier.isStatic(method.getModifiers()) ? statics : members).add(new Twins(method, plain, async));
            }
        } catch (NoSuchMethodException error) {
            // one without twins, whatever the reason, is not driven
        }
    }

    private boolean canCall(Executable executable) {
        return executable.getParameterCount() < 12
                && Arrays.stream(executable.getParameterTypes())
                        .allMatch(it -> Values.has(it) || shelf.find(it) != null);
    }

    boolean canMake() {
        return !makers.isEmpty() || !constants.isEmpty() || type.isEnum();
    }

    /** An object of the class; the same seed makes an equal one. */
    Object make(Random random, int depth) throws Unmade {
        int choice = random.nextInt(makers.size() + (constants.isEmpty() ? 0 : Math.max(1, makers.size())));
        if (choice >= makers.size()) {
            return constant(constants.get(random.nextInt(constants.size())));
        }
        Executable maker = makers.get(choice);
        try {
            Object[] arguments = arguments(maker, random, depth + 1);
            Object made = maker instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) maker).invoke(null, arguments);
            if (made == null) {
                throw new Unmade(null);
            }
            return made;
        } catch (ReflectiveOperationException error) {
            throw new Unmade(error);
        }
    }

    private static Object constant(Field field) throws Unmade {
        try {
            return field.get(null);
        } catch (IllegalAccessException error) {
            throw new Unmade(error);
        }
    }

    /** Random arguments for a call. */
    Object[] arguments(Executable executable, Random random, int depth) throws Unmade {
        boolean limits = NUMERIC.matcher(type.getName()).matches()
                && !SIZED.matcher(executable.getName()).matches();
        Values values = new Values(random, limits);
        Class<?>[] types = executable.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = Values.has(types[i]) ? values.of(types[i]) : shelf.make(types[i], random, depth);
        }
        return arguments;
    }

    /** The arguments of a constructor or factory did not suit it, or went too deep. */
    static final class Unmade extends Exception {
        private static final long serialVersionUID = 1;

        Unmade(Throwable cause) {
            super(cause instanceof InvocationTargetException target ? target.getCause() : cause);
        }
    }
}

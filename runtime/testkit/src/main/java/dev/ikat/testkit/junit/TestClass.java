package dev.ikat.testkit.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class with tests that are coroutines. */
final class TestClass extends AbstractTestDescriptor implements Node<EngineExecutionContext> {
    TestClass(UniqueId id, Class<?> type) {
        super(id, type.getSimpleName(), ClassSource.from(type));
    }

    static boolean hasTests(Class<?> type) {
        boolean canBeMade = !Modifier.isAbstract(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (!type.isMemberClass() || Modifier.isStatic(type.getModifiers()));
        return canBeMade && tests(type).findAny().isPresent();
    }

    /** Its own and those it inherits. */
    static Stream<Method> tests(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(TestClass::isTest);
    }

    static boolean isTest(Method method) {
        return method.isAnnotationPresent(AsyncTest.class) || method.isAnnotationPresent(SimulatedTest.class);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}

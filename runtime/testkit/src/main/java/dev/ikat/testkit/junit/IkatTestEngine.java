package dev.ikat.testkit.junit;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.SelectorResolver;
import org.junit.platform.engine.support.hierarchical.DefaultParallelExecutionConfigurationStrategy;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.ForkJoinPoolHierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;

/**
 * Finds and runs {@link AsyncTest} and {@link SimulatedTest} methods of top-level and static classes. With the configuration parameter {@code
 * ikat.parallel.enabled=true} they run at the same time, one a processor, each on its own thread and loop.
 */
public final class IkatTestEngine extends HierarchicalTestEngine<EngineExecutionContext> {
    private static final String ID = "ikat";
    private static final String CLASS = "class";
    private static final String METHOD = "method";

    private static final EngineDiscoveryRequestResolver<EngineDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
                    .addClassContainerSelectorResolver(TestClass::hasTests)
                    .addSelectorResolver(context -> new Selectors())
                    .build();

    /** For the JUnit platform, which finds it as a service. */
    public IkatTestEngine() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        EngineDescriptor engine = new EngineDescriptor(id, "Ikat");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    @Override
    protected EngineExecutionContext createExecutionContext(ExecutionRequest request) {
        return new EngineExecutionContext() {};
    }

    @Override
    protected HierarchicalTestExecutorService createExecutorService(ExecutionRequest request) {
        ConfigurationParameters parameters = request.getConfigurationParameters();
        return parameters.getBoolean("ikat.parallel.enabled").orElse(false)
                ? new ForkJoinPoolHierarchicalTestExecutorService(
                        DefaultParallelExecutionConfigurationStrategy.DYNAMIC.createConfiguration(parameters))
                : super.createExecutorService(request);
    }

    /** Of classes, of methods, and of what has been run before. */
    private static final class Selectors implements SelectorResolver {
        @Override
        public Resolution resolve(ClassSelector selector, Context context) {
            Class<?> type = selector.getJavaClass();
            if (!TestClass.hasTests(type)) {
                return Resolution.unresolved();
            }
            return context.addToParent(parent ->
                            Optional.of(new TestClass(parent.getUniqueId().append(CLASS, type.getName()), type)))
                    .map(found -> Resolution.match(Match.exact(found, () -> methods(type))))
                    .orElseGet(Resolution::unresolved);
        }

        private static Set<DiscoverySelector> methods(Class<?> type) {
            return TestClass.tests(type)
                    .map(method -> DiscoverySelectors.selectMethod(type, method))
                    .collect(Collectors.toSet());
        }

        @Override
        public Resolution resolve(MethodSelector selector, Context context) {
            if (!TestClass.isTest(selector.getJavaMethod())) {
                return Resolution.unresolved();
            }
            return context.addToParent(
                            () -> DiscoverySelectors.selectClass(selector.getJavaClass()),
                            parent -> Optional.of(new TestMethod(
                                    parent.getUniqueId().append(METHOD, selector.getMethodName()),
                                    selector.getJavaClass(),
                                    selector.getJavaMethod())))
                    .map(found -> Resolution.match(Match.exact(found)))
                    .orElseGet(Resolution::unresolved);
        }

        @Override
        public Resolution resolve(UniqueIdSelector selector, Context context) {
            UniqueId id = selector.getUniqueId();
            UniqueId.Segment last = id.getLastSegment();
            if (last.getType().equals(CLASS)) {
                return Resolution.selectors(Set.of(DiscoverySelectors.selectClass(last.getValue())));
            }
            if (last.getType().equals(METHOD)) {
                Class<?> type = DiscoverySelectors.selectClass(
                                id.removeLastSegment().getLastSegment().getValue())
                        .getJavaClass();
                return TestClass.tests(type)
                        .filter(method -> method.getName().equals(last.getValue()))
                        .findFirst()
                        .map(method -> Resolution.selectors(Set.of(DiscoverySelectors.selectMethod(type, method))))
                        .orElseGet(Resolution::unresolved);
            }
            return Resolution.unresolved();
        }
    }
}

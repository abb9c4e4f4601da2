package io.cama.ops.check.start;

import io.cama.ops.embed.Program;
import java.lang.reflect.Method;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Stands in for the program's own beans, which would open the ledger. All others are looked for as ever. */
final class OwnBeans implements BeanProcessorFactory {
    private final BeanProcessorFactory others;

    private OwnBeans(BeanProcessorFactory others) {
        this.others = others;
    }

    private static final class Empty {}

    static void bind(CamelContext context) {
        Program.BEANS.forEach(name -> context.getRegistry().bind(name, new Empty()));
        OwnBeans own = new OwnBeans(PluginHelper.getBeanProcessorFactory(context));
        context.getCamelContextExtension().addContextPlugin(BeanProcessorFactory.class, own);
    }

    /** Whether no more than this has been refused: one of the empty beans has not what the real one has. */
    static boolean lacks(Throwable refused) {
        for (Throwable at = refused; at != null; at = at.getCause()) {
            if (at instanceof MethodNotFoundException missing && missing.getBean() instanceof Empty) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Processor createBeanProcessor(CamelContext context, Object bean, Method method) throws Exception {
        return others.createBeanProcessor(context, bean, method);
    }

    @Override
    public Processor createBeanProcessor(
            CamelContext context,
            @Nullable Object bean,
            @Nullable String type,
            @Nullable Class<?> beanClass,
            @Nullable String ref,
            @Nullable String method,
            BeanScope scope)
            throws Exception {
        return ref != null && Program.BEANS.contains(ref)
                ? exchange -> {}
                : others.createBeanProcessor(context, bean, type, beanClass, ref, method, scope);
    }
}

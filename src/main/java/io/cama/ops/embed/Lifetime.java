package io.cama.ops.embed;

import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Has Cama begin and end with the context it is in. */
final class Lifetime extends LifecycleStrategySupport {
    private final Cama cama;

    Lifetime(Cama cama) {
        this.cama = cama;
    }

    @Override
    public void onContextStarted(CamelContext context) {
        cama.begin();
    }

    @Override
    public void onContextStopping(CamelContext context) {
        cama.quiesce();
    }

    @Override
    public void onContextStopped(CamelContext context) {
        cama.end();
    }
}

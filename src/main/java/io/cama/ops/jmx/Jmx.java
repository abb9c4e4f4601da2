package io.cama.ops.jmx;

import io.cama.config.Settings;
import io.cama.model.RunState;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an MBean for the application, the ledger, each job, each run that is not over, each provider, gate and breaker. */
public final class Jmx implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jmx.class);

    /** Enough to look through by hand; the API pages through all of them. */
    private static final int MOST_RUNS = 100;

    private final ManagementAgent agent;
    private final Control control;
    private final Settings settings;
    private final ScheduledExecutorService timer;
    private final CamelContext context;
    private final Map<ObjectName, Object> registered = new HashMap<>();
    private @Nullable Future<?> looks;

    private Jmx(CamelContext context, ManagementAgent agent, Control control, Settings settings) {
        this.context = context;
        this.agent = agent;
        this.control = control;
        this.settings = settings;
        this.timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "cama-jmx");
    }

    /**
     * Registers the beans, and keeps them as they are to be from then on.
     *
     * @param agent of the context
     */
    public static Jmx start(CamelContext context, ManagementAgent agent, Control control, Settings settings) {
        long every = settings.duration("cama.state.every").toMillis();
        Jmx jmx = new Jmx(context, agent, control, settings);
        jmx.look();
        jmx.looks = jmx.timer.scheduleWithFixedDelay(jmx::look, every, every, TimeUnit.MILLISECONDS);
        return jmx;
    }

    /** Registers what is new and takes away what is gone. */
    synchronized void look() {
        try {
            Map<ObjectName, Supplier<Object>> wanted = wanted();
            for (Map.Entry<ObjectName, Supplier<Object>> each : wanted.entrySet()) {
                if (!registered.containsKey(each.getKey())) {
                    Object bean = each.getValue().get();
                    agent.register(bean, each.getKey(), true);
                    registered.put(each.getKey(), bean);
                }
            }
            for (ObjectName name : Set.copyOf(registered.keySet())) {
                if (!wanted.containsKey(name)) {
                    agent.unregister(name);
                    registered.remove(name);
                }
            }
        } catch (JMException | RuntimeException e) {
            LOG.warn("MBeans could not be brought up to date, and are looked at again: {}", e.toString());
        }
    }

    private Map<ObjectName, Supplier<Object>> wanted() throws MalformedObjectNameException {
        Map<ObjectName, Supplier<Object>> wanted = new HashMap<>();
        wanted.put(
                new ObjectName("io.cama:type=Application"),
                () -> new ApplicationBean(control, new AuditLog(settings.home())));
        wanted.put(new ObjectName("io.cama:type=Ledger"), () -> new LedgerBean(control, settings));
        for (var job : control.views().jobs()) {
            wanted.put(name("Job", job.name()), () -> new JobBean(control, job.name()));
        }
        for (RunState state : RunState.values()) {
            if (state != RunState.DONE && state != RunState.REJECTED) {
                for (var run : control.views().runs(state, null, 0, MOST_RUNS)) {
                    wanted.put(name("Run", run.id()), () -> new RunBean(control, run.id()));
                }
            }
        }
        for (var limits : control.views().limits()) {
            String provider = limits.provider();
            wanted.put(name("Provider", provider), () -> new ProviderBean(control, settings, provider));
            if (!limits.windows().isEmpty()) {
                wanted.put(name("Gate", provider), () -> new GateBean(control.views(), provider));
            }
        }
        for (var breaker : control.views().breakers()) {
            wanted.put(name("Breaker", breaker.name()), () -> new BreakerBean(control, breaker.name()));
        }
        return wanted;
    }

    /** What consoles show without quotes, unless it has a character that needs them. */
    private static ObjectName name(String type, String name) throws MalformedObjectNameException {
        String plain = name.matches("[\\p{L}\\p{N} ._/+-]+") ? name : ObjectName.quote(name);
        return new ObjectName("io.cama:type=" + type + ",name=" + plain);
    }

    /** Whoever can attach to the process is its user, and may do anything. */
    static By by() {
        return By.local(Way.JMX);
    }

    /**
     * What was done, in words.
     *
     * @throws IllegalStateException if it could not be; a console knows none of our own exceptions
     */
    static String text(Supplier<Done> asked) {
        try {
            return asked.get().text();
        } catch (NotDone refused) {
            throw new IllegalStateException(refused.getMessage());
        }
    }

    /** Takes the beans away. */
    @Override
    public synchronized void close() {
        if (looks != null) {
            looks.cancel(false);
        }
        context.getExecutorServiceManager().shutdownNow(timer);
        for (ObjectName name : Set.copyOf(registered.keySet())) {
            try {
                agent.unregister(name);
            } catch (JMException gone) {
                LOG.debug("{} was gone already", name);
            }
        }
        registered.clear();
    }
}

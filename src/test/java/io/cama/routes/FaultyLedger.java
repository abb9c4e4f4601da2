package io.cama.routes;

import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A ledger whose disk is full for the methods a test names, as long as it says so. */
public final class FaultyLedger {
    private final Ledger ledger;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Predicate<String> refuses = method -> false;

    public FaultyLedger(Ledger real) {
        ledger = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (refuses.test(method.getName())) {
                        refused.incrementAndGet();
                        throw new LocalFault(Failure.of(Reason.LEDGER, "[SQLITE_FULL] database or disk is full"));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** Itself. */
    public Ledger ledger() {
        return ledger;
    }

    /** From now on methods of these names fail. */
    public void refuse(Predicate<String> methods) {
        refused.set(0);
        refuses = methods;
    }

    /** From now on nothing fails. */
    public void heal() {
        refuses = method -> false;
    }

    /** How often it has failed. */
    public int refused() {
        return refused.get();
    }
}

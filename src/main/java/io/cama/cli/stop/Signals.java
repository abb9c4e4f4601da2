package io.cama.cli.stop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the signals that ask this process to end, in place of Java's own ending, which knows no second signal and
 * leaves no choice of exit code. Reached by reflection, since the compiler warns of {@code sun.misc.Signal}, which every
 * JDK has in its module {@code jdk.unsupported}. A signal that was ignored when the process began, as {@code nohup} does
 * with SIGHUP, stays ignored.
 */
public final class Signals implements AutoCloseable {
    private final Class<?> signals;
    private final Method handle;
    private final Map<Signal, Object> before = new EnumMap<>(Signal.class);

    private Signals(Class<?> signals, Method handle) {
        this.signals = signals;
        this.handle = handle;
    }

    /**
     * Listens from now on.
     *
     * @param told gets each signal, on a thread of its own
     * @return what ends the listening
     * @throws ReflectiveOperationException if this Java has no such thing
     */
    static Signals listen(Consumer<Signal> told) throws ReflectiveOperationException {
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Class<?> type = Class.forName("sun.misc.Signal");
        Signals listening = new Signals(type, type.getMethod("handle", type, handlers));
        for (Signal signal : Signal.values()) {
            listening.set(
                    signal,
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handlers},
                            (proxy, method, args) -> answer(proxy, method, args, () -> told.accept(signal))));
        }
        return listening;
    }

    private static @Nullable Object answer(Object proxy, Method method, Object @Nullable [] args, Runnable told) {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "cama-signals";
            default -> {
                told.run();
                yield null;
            }
        };
    }

    private void set(Signal signal, Object handler) throws ReflectiveOperationException {
        try {
            Object name = signals.getConstructor(String.class).newInstance(signal.name());
            Object earlier = handle.invoke(null, name, handler);
            before.putIfAbsent(signal, earlier);
        } catch (InvocationTargetException unknownHere) {
            before.remove(signal); // Windows has no SIGHUP, and -Xrs leaves all of them to the system.
        }
    }

    @Override
    public void close() {
        Map.copyOf(before).forEach((signal, handler) -> {
            try {
                set(signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the handler of SIG" + signal + " cannot be put back", e);
            }
        });
    }
}

package io.cama.bench;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.Spend.Caps;
import io.cama.ledger.Spend.Permission;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.Spend.Sizes;
import io.cama.ledger.look.Looks.Lost;
import io.cama.model.Counts;
import io.cama.model.Item;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What the program costs without durability: runs and items are held in memory, calls and replies not at all, so that
 * nothing is recalled, no attempt is counted and nothing has a cost. Each item is expected to end well.
 */
@SuppressWarnings("DoNotCallSuggester") // what is not expected of a bench throws
final class NoLedger implements InvocationHandler {
    private final Map<String, Book> books = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Method, Optional<Method>> methods = new ConcurrentHashMap<>();

    private static final class Book {
        private final List<Item> items = new ArrayList<>();
        private final Map<Long, String> results = new ConcurrentHashMap<>();
        private volatile Run run;

        private Book(Run run) {
            this.run = run;
        }

        private synchronized void add(Item item) {
            items.add(item);
        }

        private synchronized int rows() {
            return items.size();
        }

        private synchronized Item at(long position) {
            return items.get((int) position - 1);
        }
    }

    private Book book(String run) {
        return books.get(run);
    }

    private void state(String run, RunState state, boolean loaded) {
        Book book = book(run);
        Run r = book.run;
        book.run = new Run(
                r.id(),
                r.job(),
                r.input(),
                r.sha256(),
                r.jobHash(),
                r.source(),
                r.outbox(),
                r.limit(),
                r.model(),
                r.terms(),
                r.firstCall(),
                r.rank(),
                r.turn(),
                state,
                loaded,
                1,
                0,
                null,
                false,
                r.accepted(),
                r.started(),
                r.ended(),
                null);
    }

    public Run accept(Run run) {
        books.put(run.id(), new Book(run));
        state(run.id(), RunState.ACCEPTED, false);
        return book(run.id()).run;
    }

    public Optional<Run> run(String id) {
        return Optional.ofNullable(books.get(id)).map(book -> book.run);
    }

    public Optional<Run> takeAccepted(Predicate<Run> wanted) {
        Optional<Run> next = books.values().stream()
                .map(book -> book.run)
                .filter(run -> run.state() == RunState.ACCEPTED)
                .findFirst();
        next.ifPresent(run -> state(run.id(), RunState.RUNNING, false));
        return next.flatMap(run -> run(run.id()));
    }

    public void loaded(String run) {
        state(run, RunState.RUNNING, true);
    }

    public void pause(String run, String reason, Instant resumeAt) {
        throw new IllegalStateException("the run paused: " + reason);
    }

    public boolean done(String run) {
        state(run, RunState.DONE, true);
        book(run).items.clear();
        return true;
    }

    public void reject(String run, String reason) {
        throw new IllegalStateException("the run was rejected: " + reason);
    }

    public void add(String run, List<NewItem> chunk) {
        Book book = book(run);
        chunk.forEach(item -> book.add(new Item(run, item.position(), item.line(), item.fields(), ItemState.PENDING)));
    }

    public long highWater(String run) {
        return book(run).rows();
    }

    public List<Long> pending(String run, long after, int limit) {
        int rows = book(run).rows();
        List<Long> found = new ArrayList<>();
        for (long position = after + 1; position <= rows && found.size() < limit; position++) {
            found.add(position);
        }
        return found;
    }

    public Optional<Item> item(String run, long position) {
        return Optional.of(book(run).at(position));
    }

    public boolean ok(String run, long position, String values, List<Long> calls) {
        return book(run).results.putIfAbsent(position, values) == null;
    }

    public boolean dead(String run, long position, Reason reason, String message) {
        throw new IllegalStateException("item " + position + " died: " + reason + " " + message);
    }

    public boolean skip(String run, long position, String message) {
        throw new IllegalStateException("item " + position + " was skipped: " + message);
    }

    public Counts counts(String run) {
        long ok = book(run).results.size();
        long rows = book(run).rows();
        return new Counts(rows, ok, 0, 0, rows - ok, 0);
    }

    public Iterator<Result> results(String run) {
        Book book = book(run);
        return book.items.stream()
                .map(item -> new Result(item.position(), item.line(), book.results.remove(item.position())))
                .iterator();
    }

    public long ask(Ask ask) {
        return calls.incrementAndGet();
    }

    public Permission ask(Ask ask, Caps caps) {
        return new Permission.Granted(calls.incrementAndGet());
    }

    public RunUsage usage(String run) {
        return new RunUsage(0, 0, 0, Map.of(), 0);
    }

    public RunCost cost(String run) {
        return new RunCost(0, 0, 0, 0);
    }

    public Sizes sizes(String model, String job, String prompt) {
        return new Sizes(0, 0, 0, 0);
    }

    public StoreStats storeStats() {
        return new StoreStats(0, 0, 0, 0, 0, null);
    }

    public Map<String, Long> changed(Map<String, String> digests) {
        return Map.of();
    }

    public CompletionStage<Boolean> okLater(String run, long position, String values, List<Long> calls) {
        return CompletableFuture.completedFuture(ok(run, position, values, calls));
    }

    public boolean bury(String run, long position, Reason reason, String message, String result, boolean tell) {
        throw new IllegalStateException("item " + position + " died: " + reason + " " + message);
    }

    public Lost lost(String run, int most) {
        return new Lost(0, 0, List.of());
    }

    /** A ledger of which nothing else is asked than what this class answers; anything more is answered with nothing. */
    Ledger ledger() {
        return (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class}, this);
    }

    @Override
    public Object invoke(Object ledger, Method method, Object[] arguments) throws Throwable {
        try {
            Method mine = mine(method);
            return mine == null ? nothing(method.getReturnType()) : mine.invoke(this, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Method mine(Method method) {
        return methods.computeIfAbsent(method, asked -> {
                    try {
                        return Optional.of(getClass().getDeclaredMethod(asked.getName(), asked.getParameterTypes()));
                    } catch (NoSuchMethodException none) {
                        return Optional.empty();
                    }
                })
                .orElse(null);
    }

    private static Object nothing(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Iterator.class) {
            return List.of().iterator();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == CompletionStage.class) {
            return CompletableFuture.completedFuture(0); // of what is asked later, all but okLater counts events
        }
        if (type == Duration.class) {
            return Duration.ZERO;
        }
        return type == boolean.class
                ? (Object) false
                : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }
}

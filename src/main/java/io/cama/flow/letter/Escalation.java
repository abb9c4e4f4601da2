package io.cama.flow.letter;

import io.cama.config.value.EscalationTarget;
import io.cama.flow.Causes;
import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.endpoint.WebHooks;
import io.cama.ledger.Ledger;
import io.cama.ledger.letter.Notices.Notice;
import io.cama.llm.Redaction;
import io.cama.model.DeadLetter;
import io.cama.model.ErrorDocument;
import io.cama.model.Failing;
import io.cama.output.Publisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code escalation}: tells somebody of each item that is dead for good, until it has arrived. */
public final class Escalation {
    private static final String FILE = "file:";

    /** The path of a web address may be its secret. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");

    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    /**
     * What it needs to know.
     *
     * @param everybody who is told of every job that does not say otherwise; empty for nobody
     * @param resolve fills placeholders
     * @param hooks makes endpoints of addresses
     * @param home where relative folders start
     * @param never whether nobody is told of anything
     */
    public record Wishes(String everybody, UnaryOperator<String> resolve, WebHooks hooks, Path home, boolean never) {}

    /** The failing ways of the jobs there are. */
    @FunctionalInterface
    public interface Ways {
        Optional<Failing> of(String job);
    }

    private final Ledger ledger;
    private final Ways ways;
    private final Wishes wishes;

    /** Targets that could not be told in this round, and those of which that was said in the log. */
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    private final Set<String> complainedOf = ConcurrentHashMap.newKeySet();

    public Escalation(Ledger ledger, Ways ways, Wishes wishes) {
        this.ledger = ledger;
        this.ways = ways;
        this.wishes = wishes;
    }

    /** Whether somebody is to be told of an item that fails so. */
    boolean isWanted(Failing failing) {
        return !wishes.never() && !target(failing).isEmpty();
    }

    private String target(Failing failing) {
        String said = failing.escalate().isEmpty() ? wishes.everybody() : failing.escalate();
        String target = wishes.resolve().apply(said).strip();
        return target.equals(EscalationTarget.NOBODY) ? "" : target;
    }

    private String target(Notice notice) {
        return ways.of(notice.job()).map(this::target).orElse("");
    }

    /** What the split goes through: the notices that have not arrived, but no more for who could not be told of one. */
    public Iterator<Notice> open() {
        silent.clear();
        if (wishes.never()) {
            return Stream.<Notice>empty().iterator();
        }
        Iterable<Notice> open = ledger::openNotices;
        return StreamSupport.stream(open.spliterator(), false)
                .filter(notice -> {
                    String target = target(notice);
                    return !target.isEmpty() && !silent.contains(target);
                })
                .iterator();
    }

    /** Body in: {@link Notice}. Body out: the error document with the ids. Says where it goes. */
    public void write(Exchange exchange) throws Exception {
        Notice notice = exchange.getMessage().getMandatoryBody(Notice.class);
        String target = target(notice);
        exchange.setProperty(Keys.NOTICE, notice);
        EscalationTarget.problem(target).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        exchange.setProperty(Keys.ESCALATE, wishes.hooks().endpoint(target));
        wishes.hooks().query(target).ifPresent(query -> exchange.getMessage()
                .setHeader(Exchange.HTTP_RAW_QUERY, query));
        DeadLetter letter = ledger.deadLetter(notice.run() + "-" + notice.position())
                .orElseThrow(() -> new IllegalStateException("the item is no dead letter any more"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", letter.id());
        document.put("job", letter.job());
        document.put("run", letter.run());
        document.put("position", letter.position());
        document.putAll(ErrorDocument.of(letter));
        exchange.getMessage().setBody(Json.line(document));
    }

    /** Writes the notice to a folder, whole or not at all, under the item's id. */
    public void file(Exchange exchange) {
        Notice notice = exchange.getProperty(Keys.NOTICE, Notice.class);
        String target = exchange.getProperty(Keys.ESCALATE, String.class);
        byte[] text = exchange.getMessage().getBody(String.class).concat("\n").getBytes(StandardCharsets.UTF_8);
        new Publisher(wishes.home().resolve(target.substring(FILE.length())))
                .publishText(notice.run() + "-" + notice.position() + ".json", notice.run(), out -> out.write(text));
    }

    /** It has arrived. */
    public void told(Exchange exchange) {
        Notice notice = exchange.getProperty(Keys.NOTICE, Notice.class);
        ledger.told(notice.run(), notice.position());
        String target = target(notice);
        if (complainedOf.remove(target)) {
            LOG.info("Dead letters can be told again: {}", EscalationTarget.shown(target));
        }
    }

    /** It has not arrived, and is told again later; of who could not be told the log says so once. */
    public void untold(Exchange exchange) {
        Notice notice = exchange.getProperty(Keys.NOTICE, Notice.class);
        String target = target(notice);
        String shown = EscalationTarget.shown(target);
        String why = Redaction.byForm()
                .of(ADDRESS.matcher(Causes.describe(Causes.of(exchange)).replace(target, shown))
                        .replaceAll(Matcher.quoteReplacement(shown)));
        silent.add(target);
        if (complainedOf.add(target)) {
            LOG.warn("Nobody could be told of a dead letter; it is tried again: {}: {}", shown, why);
        }
        ledger.untold(notice.run(), notice.position(), why);
    }
}

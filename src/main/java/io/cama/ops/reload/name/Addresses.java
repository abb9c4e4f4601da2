package io.cama.ops.reload.name;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The addresses inside the program at which a job's own routes listen, such as {@code direct:compile}. While two
 * versions of the job are at work each has addresses of its own: wherever one is named, the version's suffix is added.
 */
public final class Addresses {
    /** Two versions cannot be at work beside one another, so that the change needs a new start; the message says why. */
    public static final class Mixed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Mixed(String why) {
            super(why);
        }
    }

    private static final Pattern LOCAL = Pattern.compile("(?:direct|seda):(?://)?([^?]+)(?:\\?.*)?");
    private static final Pattern COMPUTED = Pattern.compile("(?:direct|seda)(?::|%3A)(?://)?([\\w.-]*)[$\\{]\\{");

    private final Set<String> names = new LinkedHashSet<>();
    private int renamed;

    public Addresses(List<RouteDefinition> routes) {
        for (RouteDefinition route : routes) {
            name(route).ifPresent(names::add);
        }
    }

    /** The name of the address at which a route listens, where that is one inside the program. */
    public static Optional<String> name(RouteDefinition route) {
        Matcher local = LOCAL.matcher(route.getInput().getEndpointUri());
        return local.matches() ? Optional.of(local.group(1)) : Optional.empty();
    }

    /**
     * Whether one of them is named, or may turn out to be the one that is computed.
     *
     * @param values of a route file, see {@link RouteText#values}
     */
    public boolean isNamedIn(String values) {
        return isComputedIn(values)
                || names.stream().anyMatch(name -> mention(name).matcher(values).find());
    }

    private boolean isComputedIn(String values) {
        return COMPUTED.matcher(values).results().anyMatch(address -> names.stream()
                .anyMatch(name -> name.startsWith(address.group(1))));
    }

    /** Adds the suffix wherever a route names one of them. */
    public void rename(RouteDefinition route, String suffix) {
        route.getInput().setUri(renamed(route.getInput().getEndpointUri(), suffix));
        for (ProcessorDefinition<?> step : steps(route)) {
            if (step instanceof ToDynamicDefinition dynamic) {
                set(dynamic.getUri(), dynamic::setUri, suffix);
            } else if (step instanceof SendDefinition<?> send) {
                set(send.getUri(), send::setUri, suffix);
            } else if (step instanceof ExpressionNode node && node.getExpression() != null) {
                set(node.getExpression().getExpression(), node.getExpression()::setExpression, suffix);
            }
        }
    }

    private void set(@Nullable String before, Consumer<String> setter, String suffix) {
        String after = before == null ? null : renamed(before, suffix);
        if (after != null && !after.equals(before)) {
            setter.accept(after);
        }
    }

    /** The text with the suffix behind each mention of one of them. */
    public String renamed(String text, String suffix) {
        String now = text;
        for (String name : names) {
            Matcher mention = mention(name).matcher(now);
            StringBuilder out = new StringBuilder();
            while (mention.find()) {
                renamed++;
                mention.appendReplacement(out, Matcher.quoteReplacement(mention.group() + suffix));
            }
            now = mention.appendTail(out).toString();
        }
        return now;
    }

    /**
     * Makes sure that two versions can be at work beside one another; to be asked once all routes are renamed.
     *
     * @param values of the route files, see {@link RouteText#values}
     * @throws Mixed if they cannot
     */
    public void requireOwn(List<String> values) {
        if (values.stream().anyMatch(this::isComputedIn)) {
            throw new Mixed("its routes compute an address such as direct:${…}, so that nobody can tell whose it is");
        }
        long mentions = values.stream()
                .mapToLong(text -> names.stream()
                        .mapToLong(name -> mention(name).matcher(text).results().count())
                        .sum())
                .sum();
        if (renamed < mentions) {
            throw new Mixed("it names one of its addresses where that cannot be told apart by version");
        }
    }

    private static Pattern mention(String name) {
        return Pattern.compile("(?:direct|seda)(?::|%3A)(?://)?" + Pattern.quote(name) + "(?![\\w.-])");
    }

    /** Every step of a route, however deep. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return (List) List.copyOf(
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class));
    }
}

package io.cama.input.choose;

import io.cama.model.RowOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a job's {@code input.yaml} says about the rows of a file as a whole.
 *
 * @param limits how many are asked
 */
public record RowRules(List<Parameter> parameters, RowLimits limits, List<PickRule> picks) {
    /** Every row is asked as it is. */
    public static final RowRules NONE = new RowRules(List.of(), RowLimits.NONE, List.of());

    /** Why a run cannot be made with these options, or empty if it can. */
    public Optional<String> refusal(RowOptions options) {
        Set<String> unknown = new TreeSet<>(options.parameters().keySet());
        for (Parameter parameter : parameters) {
            String given = options.parameters().get(parameter.name());
            if (given != null && !parameter.allows(given)) {
                return Optional.of(parameter.refusal(given));
            }
            unknown.remove(parameter.name());
        }
        if (!unknown.isEmpty()) {
            return Optional.of(
                    "the job has no parameter \"" + unknown.iterator().next() + "\"; "
                            + (parameters.isEmpty()
                                    ? "its input.yaml names none under parameters"
                                    : "it has "
                                            + String.join(
                                                    ", ",
                                                    parameters.stream()
                                                            .map(Parameter::name)
                                                            .toList())));
        }
        return options.each().isEmpty() || limits.by() != null
                ? Optional.empty()
                : Optional.of("the job has no groups; name the field in its input.yaml: limits: { by: type }");
    }

    /** The value of each parameter of a run; those without any are left out. */
    public Map<String, String> parameters(RowOptions options) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String value = options.parameters().getOrDefault(parameter.name(), parameter.otherwise());
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        return values;
    }

    /** How many rows of a run are asked. */
    public RowLimits limits(long limit, RowOptions options) {
        return limits.with(limit, options.each());
    }

    /**
     * What becomes of the rows of a run, from the first one.
     *
     * @param limit of the run, 0 for what the job says
     */
    public RowPlan plan(long limit, RowOptions options) {
        return new RowPlan(this, limits(limit, options), parameters(options));
    }
}

package io.cama.input.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.InputRow;
import io.cama.input.choose.RowPlan.Planned;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.model.RowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPlanTest {
    private static final String PICK = "pick: { from: animals.yaml, by: place, into: animal, seed: seed }\n"
            + "parameters: { seed: { default: 7 }, level: { values: [low, high], default: low } }\n";

    @TempDir
    private Path job;

    @BeforeEach
    void lists() throws IOException {
        Files.writeString(job.resolve("animals.yaml"), "Sea: [crab, eel, ray, whale]\nany: [cat, dog]\n");
    }

    private RowRules rules(String yaml) throws IOException {
        Files.writeString(job.resolve("input.yaml"), yaml);
        return InputOptions.load(job).rules();
    }

    private static InputRow row(long position, Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new InputRow(position, position, fields, null);
    }

    private static List<Planned> go(RowPlan plan, InputRow... rows) {
        return Stream.of(rows).map(plan::next).toList();
    }

    private static InputRow[] places(int count, String place) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> row(i, "place", place))
                .toArray(InputRow[]::new);
    }

    private static List<Object> animals(RowRules rules, RowOptions options, InputRow... rows) {
        return go(rules.plan(0, options), rows).stream()
                .map(planned -> planned.row().fields().get("animal"))
                .toList();
    }

    @Test
    void noElementComesBackBeforeAllHaveBeenTaken() throws IOException {
        List<Object> picked = animals(rules(PICK), RowOptions.NONE, places(40, "sea"));

        for (int round = 0; round < 40; round += 4) {
            assertThat(picked.subList(round, round + 4)).containsExactlyInAnyOrder("crab", "eel", "ray", "whale");
        }
        assertThat(IntStream.range(1, 40)).noneMatch(i -> picked.get(i).equals(picked.get(i - 1)));
        assertThat(new HashSet<>(List.of(picked.subList(0, 4), picked.subList(4, 8), picked.subList(8, 12))))
                .hasSizeGreaterThan(1);
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherSeedSomethingElse() throws IOException {
        RowRules rules = rules(PICK);
        RowOptions other = new RowOptions(Map.of("seed", "8"), Map.of());

        assertThat(animals(rules, RowOptions.NONE, places(12, "sea")))
                .isEqualTo(animals(rules, RowOptions.NONE, places(12, "sea")))
                .isNotEqualTo(animals(rules, other, places(12, "sea")));
    }

    @Test
    void eachListIsGoneThroughForItself() throws IOException {
        RowRules rules = rules(PICK);
        List<Object> mixed = animals(
                rules, RowOptions.NONE, row(1, "place", "sea"), row(2, "place", "desert"), row(3, "place", "SEA "));

        assertThat(mixed.get(1)).isIn("cat", "dog");
        assertThat(List.of(mixed.get(0), mixed.get(2))).isEqualTo(animals(rules, RowOptions.NONE, places(2, "sea")));
    }

    @Test
    void aRowThatHasAnElementKeepsItAndASkippedOneTakesNone() throws IOException {
        RowRules rules = rules(PICK + "limits: { by: place, each: { sea: 1 } }\n");
        List<Planned> planned = go(
                rules.plan(0, RowOptions.NONE),
                row(1, "place", "sea", "animal", "seal"),
                row(2, "place", "sea"),
                row(3, "place", "land"));

        assertThat(planned.get(0).row().fields()).containsEntry("animal", "seal");
        assertThat(planned.get(1).skipped()).isEqualTo("beyond the limit of 1 for place sea");
        assertThat(planned.get(1).row().fields()).doesNotContainKey("animal");
        assertThat(planned.get(2).row().fields()).containsKey("animal");
    }

    @Test
    void onlyTheRowsThatTakePartAreGivenSomething() throws IOException {
        RowRules rules = rules("pick: { from: animals.yaml, into: animal, only: { type: Pet } }\n");

        assertThat(animals(rules, RowOptions.NONE, row(1, "type", "car"), row(2, "type", "pet")))
                .satisfiesExactly(none -> assertThat(none).isNull(), one -> assertThat(one)
                        .isIn("cat", "dog"));
    }

    @Test
    void theTotalCountsOnlyRowsThatTheGroupsLeaveIn() throws IOException {
        RowRules rules = rules("limits: { total: 3, by: type, each: { a: 1 } }\n");
        InputRow[] rows = {row(1, "type", "a"), row(2, "type", "A"), row(3, "type", "b"), row(4), row(5, "type", "b")};

        assertThat(go(rules.plan(0, RowOptions.NONE), rows))
                .extracting(Planned::skipped)
                .containsExactly(null, "beyond the limit of 1 for type a", null, null, "beyond the limit of 3");
        assertThat(go(rules.plan(1, RowOptions.NONE), rows))
                .extracting(Planned::skipped)
                .containsOnlyOnce((String) null)
                .startsWith((String) null);
        assertThat(go(rules.plan(0, new RowOptions(Map.of(), Map.of("b", 0L))), rows))
                .extracting(Planned::skipped)
                .containsExactly(null, null, "beyond the limit of 0 for type b", null, "beyond the limit of 3");
    }

    @Test
    void aParameterStandsInEachRowUnlessTheRowHasItsOwn() throws IOException {
        RowRules rules = rules(PICK);
        List<Planned> planned = go(
                rules.plan(0, new RowOptions(Map.of("level", "high"), Map.of())),
                row(1),
                row(2, "level", "low"),
                row(3, "level", "higher"));

        assertThat(planned.get(0).row().fields()).containsEntry("level", "high").containsEntry("seed", "7");
        assertThat(planned.get(1).row().fields()).containsEntry("level", "low");
        assertThat(planned.get(2).row().failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.INPUT_SCHEMA);
            assertThat(failure.message()).isEqualTo("level is \"higher\"; it is one of low, high");
        });
    }

    @Test
    void whatTheJobDoesNotAllowIsRefusedByName() throws IOException {
        RowRules rules = rules(PICK);

        assertThat(rules.refusal(new RowOptions(Map.of("level", "hgih"), Map.of())))
                .contains("level is \"hgih\"; it is one of low, high");
        assertThat(rules.refusal(new RowOptions(Map.of("levle", "high"), Map.of())))
                .contains("the job has no parameter \"levle\"; it has seed, level");
        assertThat(rules.refusal(new RowOptions(Map.of(), Map.of("sea", 1L))))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("limits: { by: type }"));
        assertThat(rules.refusal(new RowOptions(Map.of("level", "high"), Map.of())))
                .isEmpty();
    }

    @Test
    void everyMistakeInTheRulesIsFoundWithItsLine() throws IOException {
        Files.writeString(job.resolve("empty.yaml"), "sea: crab\n");
        Files.writeString(job.resolve("input.yaml"), """
                parameters: { level: { values: [low], default: high, what: 1 } }
                limits: { total: 0, each: { sea: -1 } }
                pick:
                  - { from: ../animals.yaml, into: animal }
                  - { from: none.yaml, into: animal }
                  - { from: empty.yaml, into: animal }
                  - { from: animals.yaml }
                """);

        assertThat(InputOptions.findings(job))
                .map(finding -> finding.line() + ", " + finding.message())
                .anyMatch(finding -> finding.contains("1, level is \"high\" by default"))
                .anyMatch(finding -> finding.contains("1, parameters has no \"what\""))
                .anyMatch(finding -> finding.contains("2, limits.total is 0"))
                .anyMatch(finding -> finding.contains("2, limits.each.sea is -1"))
                .anyMatch(finding -> finding.contains("2, limits.each has groups and limits.by names no field"))
                .anyMatch(finding -> finding.contains("\"../animals.yaml\" is no list of the job"))
                .anyMatch(finding -> finding.contains("none.yaml cannot be read"))
                .anyMatch(finding -> finding.contains("sea in empty.yaml is no list"))
                .anyMatch(finding -> finding.contains("pick has another form"));
        assertThatThrownBy(() -> InputOptions.load(job)).isInstanceOf(UnreadableInput.class);
    }

    @Test
    void optionsOfARunSurviveAsText() {
        RowOptions options = new RowOptions(Map.of("level", "a&b=c 한"), Map.of("under the sea", 3L));

        assertThat(RowOptions.parse(options.text())).isEqualTo(options);
        assertThat(RowOptions.parse("")).isEqualTo(RowOptions.NONE);
        assertThatThrownBy(() -> new RowOptions(Map.of(), Map.of("sea", -1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRowThatCannotBeReadUsesUpNoLimit() throws IOException {
        RowPlan plan =
                rules("limits: { total: 3, by: place, each: { sea: 1 } }\n").plan(0, RowOptions.NONE);
        InputRow unreadable =
                new InputRow(1, 1, Map.of("place", "sea"), Failure.of(Reason.INPUT_SCHEMA, "no such thing"));

        List<Planned> planned = go(
                plan, unreadable, unreadable, row(3, "place", "sea"), row(4, "place", "sea"), row(5), row(6), row(7));

        assertThat(planned.stream().map(row -> row.skipped() == null))
                .containsExactly(true, true, true, false, true, true, false);
    }
}

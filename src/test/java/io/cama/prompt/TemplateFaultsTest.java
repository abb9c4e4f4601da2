package io.cama.prompt;

import static io.cama.prompt.Rendering.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Reason;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFaultsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{{#if x}}a=>1:1: the block 'if' is never closed; add {{/if}}",
                "a {{#if x}}a{{/each}}=>1:13: {{/each}} closes the block 'if' of line 1; write {{/if}}",
                "{{#if x}}{{else}}{{else}}{{/if}}=>the block 'if' has a second else",
                "{{#if x}}{{else}}{{else if y}}{{/if}}=>the block 'if' has a second else",
                "a{{/if}}=>1:2: {{/if}} closes or splits no block",
                "{{else}}=>1:1: {{else}} closes or splits no block",
                "{{x=>1:4: the tag that begins in line 1 is not closed; close the tag with }}",
                "{{=>the template ends inside a tag",
                "{{}}=>1:3: '}' cannot stand here",
                "{{x}=>1:4: '}' cannot stand here",
                "{{x} }=>'}' cannot stand here",
                "{{{x}} y=>1:6: '}' cannot stand here",
                "{{{x y=>a tag with three braces is not closed by three",
                "{{! x=>a comment is not closed; add }}",
                "{{!-- x }} y=>a comment is not closed; add --",
                "{{!-- x -- y=>a comment that begins 'x' is not closed by --}}",
                "{{x \"y}}=>1:5: a text is not closed",
                "{{json (lookup x y}}=>a parenthesis is not closed; add )",
                "{{a.[b}}=>a name in brackets is not closed",
                "{{a/../b}}=>'..' stands in the middle of a path",
                "{{a/./b}}=>'.' stands in the middle of a path",
                "{{json indent=2 x}}=>1:17: an argument without a name stands behind a named one",
                "{{#each x as |a}}=>cannot stand here",
                "{{{{raw}}}}x{{{{/raw}}}}=>raw blocks are no part of Dotprompt",
                "{{#*other \"x\"}}{{/other}}=>'other' is no decorator",
                "{{if x}}=>the helper 'if' takes a body; write {{#if value}}",
                "{{#json x}}{{/json}}=>the helper 'json' takes no body",
                "{{role}}=>a field of that name is {{this.role}}",
                "{{#ifEquals a}}{{/ifEquals}}=>takes 2 unnamed arguments and is given 1",
                "{{media \"u\"}}=>the helper 'media' takes 0 unnamed arguments",
                "{{media contentType=\"u\"}}=>the helper 'media' needs a url",
                "a{{role \"assistant\"}}=>1:2: 'assistant' is no role; the roles are system, user, model, tool",
                "{{log}}=>the helper 'log' takes 1",
                "{{#nope x}}{{/nope}}=>there is no helper 'nope'",
                "{{#unles x}}{{/unles}}=>did you mean 'unless'?",
                "{{json (nope x)}}=>'nope' is no helper",
                "{{json (if x)}}=>the helper 'if' takes a body",
                "{{> p (nope)}}=>'nope' is no helper",
                "{{#if x}}{{#foo bar}}{{/foo}}{{else}}{{/if}}=>1:10: there is no helper 'foo'"
            })
    void saysWhatIsWrongAndWhere(String source, String message) {
        assertThatThrownBy(() -> render(source, Map.of()))
                .asInstanceOf(InstanceOfAssertFactories.type(ItemFault.class))
                .satisfies(fault -> {
                    assertThat(fault.failure().reason()).isEqualTo(Reason.TEMPLATE);
                    assertThat(fault.failure().message())
                            .startsWith("test.prompt:")
                            .contains(message);
                });
    }

    @Test
    void countsLinesFromTheTemplatesFirst() {
        assertThatThrownBy(() -> render("가\n나\n  {{#if x}}", Map.of())).hasMessageContaining("test.prompt:3:3");
    }

    @Test
    void boundsTheDepthOfBlocksAndParentheses() {
        String blocks = "{{#if x}}".repeat(101) + "{{/if}}".repeat(101);
        String parentheses = "{{json " + "(lookup ".repeat(60) + "a b" + ")".repeat(60) + "}}";

        assertThatThrownBy(() -> render(blocks, Map.of())).hasMessageContaining("deeper than 100");
        assertThatThrownBy(() -> render(parentheses, Map.of())).hasMessageContaining("deeper than 50");
    }

    @Test
    void boundsTheSizeOfWhatIsRendered() {
        String large = "가".repeat(1 << 20);

        assertThatThrownBy(() -> render("{{x}}".repeat(70), Map.of("x", large))).hasMessageContaining("64 million");
    }
}

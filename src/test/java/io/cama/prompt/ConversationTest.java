package io.cama.prompt;

import static io.cama.prompt.Rendering.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Map<String, Object> NONE = Map.of();
    private static final List<Message> EARLIER = List.of(Message.of("user", "물은 명사야?"), Message.of("model", "네."));

    @Test
    void givesTheUserWhatStandsBeforeAnyRole() {
        assertThat(messages("안녕\n", NONE, List.of())).containsExactly(Message.of("user", "안녕\n"));
    }

    @Test
    void beginsAMessageAtEachRole() {
        assertThat(messages(
                        "{{role \"system\"}}\n짧게.\n{{role \"user\"}}물?{{role 'model'}}네.{{role \"tool\"}}끝",
                        NONE,
                        List.of()))
                .containsExactly(
                        Message.of("system", "\n짧게.\n"),
                        Message.of("user", "물?"),
                        Message.of("model", "네."),
                        Message.of("tool", "끝"));
    }

    @Test
    void dropsMessagesWithoutContent() {
        assertThat(messages(" \n{{role \"user\"}} {{role \"system\"}}\n{{role \"model\"}}네", NONE, List.of()))
                .containsExactly(Message.of("model", "네"));
        assertThat(messages("  {{missing}} ", NONE, List.of())).isEmpty();
    }

    @Test
    void takesTheRoleFromAValue() {
        assertThat(messages(
                        "{{#each m}}{{role who}}{{text}}{{/each}}",
                        Map.of("m", List.of(Map.of("who", "user", "text", "가"), Map.of("who", "model", "text", "나"))),
                        List.of()))
                .containsExactly(Message.of("user", "가"), Message.of("model", "나"));
    }

    @Test
    void keepsWhatARoleSaysAboutItsMessage() {
        List<Message> messages =
                messages("{{role \"system\" purpose=\"rules\" level=1}}가{{role \"user\"}}나", NONE, List.of());

        assertThat(messages.get(0).metadata()).containsExactly(Map.entry("purpose", "rules"), Map.entry("level", "1"));
        assertThat(messages.get(1).metadata()).isEmpty();
    }

    @Test
    void refusesARoleThereIsNot() {
        assertThatThrownBy(() -> messages("{{role \"assistant\"}}네", NONE, List.of()))
                .isInstanceOf(ItemFault.class)
                .hasMessageContaining("test.prompt:1:1")
                .hasMessageContaining("system, user, model, tool");
    }

    @Test
    void putsTheHistoryWhereTheTemplateSaysAndMarksIt() {
        List<Message> messages = messages("{{role \"system\"}}규칙{{history}}{{role \"user\"}}질문", NONE, EARLIER);

        assertThat(messages).extracting(Message::text).containsExactly("규칙", "물은 명사야?", "네.", "질문");
        assertThat(messages)
                .extracting(Message::metadata)
                .containsExactly(Map.of(), Map.of("purpose", "history"), Map.of("purpose", "history"), Map.of());
    }

    @Test
    void letsTheModelSpeakBehindTheHistory() {
        assertThat(messages("질문{{history}}대답", NONE, List.of()))
                .containsExactly(Message.of("user", "질문"), Message.of("model", "대답"));
    }

    @Test
    void putsTheHistoryBeforeTheLastMessageOfTheUser() {
        assertThat(messages("{{role \"system\"}}규칙{{role \"user\"}}질문", NONE, EARLIER))
                .containsExactly(Message.of("system", "규칙"), EARLIER.get(0), EARLIER.get(1), Message.of("user", "질문"));
    }

    @Test
    void putsTheHistoryAtTheEndWhenTheUserIsNotLast() {
        assertThat(messages("{{role \"system\"}}규칙", NONE, EARLIER))
                .containsExactly(Message.of("system", "규칙"), EARLIER.get(0), EARLIER.get(1));
        assertThat(messages("", NONE, EARLIER)).isEqualTo(EARLIER);
    }

    @Test
    void keepsOtherMetadataOfTheHistory() {
        Message tagged = new Message("user", List.of(new Part.Text("가")), Map.of("id", 7));

        assertThat(messages("{{history}}{{role \"user\"}}나", NONE, List.of(tagged))
                        .get(0)
                        .metadata())
                .containsEntry("id", 7)
                .containsEntry("purpose", "history");
    }

    @Test
    void putsMediaBetweenTheText() {
        assertThat(messages(
                        "이 그림 {{media url=photo contentType=\"image/png\"}} 은? {{media url=\"https://x.kr/a b.jpg\"}}",
                        Map.of("photo", "data:image/png;base64,AA=="),
                        List.of()))
                .containsExactly(new Message(
                        "user",
                        List.of(
                                new Part.Text("이 그림 "),
                                new Part.Media("data:image/png;base64,AA==", "image/png"),
                                new Part.Text(" 은? "),
                                new Part.Media("https://x.kr/a b.jpg", null)),
                        Map.of()));
    }

    @Test
    void countsAMediumAsContent() {
        assertThat(messages("{{media url=\"u\"}}{{role \"model\"}}네", NONE, List.of()))
                .extracting(Message::role)
                .containsExactly("user", "model");
    }

    @Test
    void keepsAPlaceFree() {
        assertThat(messages("가 {{section \"code\"}}", NONE, List.of()).get(0).content())
                .containsExactly(new Part.Text("가 "), new Part.Pending(Map.of("purpose", "code", "pending", true)));
    }

    @Test
    void refusesAMediumOrSectionWithoutAValue() {
        assertThatThrownBy(() -> messages("{{media url=photo}}", NONE, List.of()))
                .hasMessageContaining("needs a url");
        assertThatThrownBy(() -> messages("{{section part}}", NONE, List.of())).hasMessageContaining("needs a name");
    }

    @Test
    void tellsTheTemplateTheMessagesSoFar() {
        assertThat(messages("{{@metadata.messages.length}} {{@metadata.messages.0.content.0.text}}", NONE, EARLIER)
                        .get(2)
                        .text())
                .isEqualTo("2 물은 명사야?");
    }
}

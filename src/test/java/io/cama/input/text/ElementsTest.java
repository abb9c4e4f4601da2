package io.cama.input.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementsTest {
    private static final String[] TEXTS = {"", "가다", "\"", "\\", "\\\"", "]", "}", ",", "{[", "\n", "😀", "a: b"};
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random = new Random(5);

    private Object value(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> TEXTS[random.nextInt(TEXTS.length)];
            case 4 -> List.of(value(depth + 1), value(depth + 1));
            default -> object(depth + 1);
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(TEXTS[random.nextInt(TEXTS.length)], value(depth));
        }
        return members;
    }

    @Test
    void givesBackWhatJacksonWrote() throws IOException, BadJson {
        JsonObjects objects = new JsonObjects(1 << 20, 200, 1000);
        for (int round = 0; round < 500; round++) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                rows.add(object(0));
            }
            Object whole = round % 3 == 0 ? Map.of("rows", rows) : rows;
            ObjectWriter writer = round % 2 == 0 ? MAPPER.writer() : MAPPER.writerWithDefaultPrettyPrinter();

            Elements elements = new Elements(new Chars(new StringReader(writer.writeValueAsString(whole))), 1 << 20);
            List<Map<String, Object>> read = new ArrayList<>();
            assertThat(elements.open()).isNull();
            Cut cut;
            while ((cut = elements.next()) != null) {
                assertThat(cut.fault()).isNull();
                read.add(objects.parse(cut.text(), cut.line()));
            }

            assertThat(MAPPER.valueToTree(read).toString())
                    .isEqualTo(MAPPER.valueToTree(rows).toString());
        }
    }

    @Test
    void saysInWhichLineAnElementBeginsAndIsWrong() throws IOException {
        Elements elements = new Elements(new Chars(new StringReader("[\n{\"a\": 1},\r\n{\n\"b\":\n  oops}]")), 1024);

        assertThat(elements.open()).isNull();
        assertThat(elements.next()).isNotNull().extracting(Cut::line).isEqualTo(2L);
        Cut second = elements.next();

        assertThat(second).isNotNull().extracting(Cut::line).isEqualTo(3L);
        assertThat(second).isNotNull().satisfies(cut -> assertThatThrownBy(
                        () -> new JsonObjects(1024, 200, 1000).parse(cut.text(), cut.line()))
                .isInstanceOfSatisfying(
                        BadJson.class, e -> assertThat(e.what()).startsWith("line 5: not valid JSON: ")));
    }
}

package io.cama.cli.back.page;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.back.html.Markup;
import io.cama.cli.shell.JsonText;
import io.cama.model.DeadLetter;
import io.cama.model.Result;
import java.util.LinkedHashMap;
import java.util.List;

/** Some of the rows, as they ended. */
final class Samples {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int REPLY = 1500;

    private final Markup page;
    private final Values values;

    Samples(Markup page) {
        this.page = page;
        this.values = new Values(page);
    }

    /** Rows that were answered. */
    void results(List<Result> results) {
        for (Result result : results) {
            page.open("div", "class", "card");
            page.element("h3", "Row " + result.position());
            fields(result.values());
            page.close();
        }
    }

    /** Rows that could not be answered, with the reason of each and what the model said last. */
    void letters(List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            page.open("div", "class", "card dead");
            page.open("h3").text("Row " + letter.position() + ", line " + letter.line() + " ");
            page.element("code", letter.reason().name()).close();
            page.element("p", Values.cut(letter.message(), 500));
            page.element("p", letter.reason().hint(), "class", "faint");
            fields(letter.fields());
            if (!letter.replies().isEmpty()) {
                page.open("details")
                        .element("summary", "The last of " + letter.replies().size() + " raw replies")
                        .element(
                                "pre",
                                Values.cut(letter.replies().get(letter.replies().size() - 1), REPLY))
                        .close();
            }
            page.element("small", letter.id(), "class", "faint");
            page.close();
        }
    }

    private void fields(String json) {
        values.show(JsonText.read(json, OBJECT, "a row"));
    }
}

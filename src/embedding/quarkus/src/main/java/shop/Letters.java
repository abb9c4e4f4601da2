package shop;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** A job in Java: names become letters of thanks. Its prompts lie in {@code jobs/letters}. */
public final class Letters extends RouteBuilder {
    @Override
    public void configure() {
        from("kamelet:job?name=letters&key=name&outputs=json")
                .routeId("letters")
                .filter(simple("${body[copies]} != '0'"))
                .to("kamelet:llm?prompt=letter")
                .end()
                .process(letter -> {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> item = letter.getMessage().getBody(Map.class);
                    item.put("stamped", item.containsKey("letter"));
                });
    }
}

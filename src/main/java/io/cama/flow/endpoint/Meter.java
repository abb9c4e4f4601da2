package io.cama.flow.endpoint;

import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.attempt.Asking;
import io.cama.llm.demo.DemoModel;
import io.cama.model.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Stands in for a model when a run is only measured: the demo model's answer, in the endpoint's own form, without HTTP.
 * What form the answer is to have it learns from the prompt, where the request does not tell.
 */
public final class Meter {
    private final DemoModel model;
    private final String address;

    /** @param address of the endpoint, whose path tells its protocol */
    Meter(DemoModel model, String address) {
        this.model = model;
        this.address = address;
    }

    /** Body in: the request. Body out: the response, with its status where an HTTP call would put it. */
    public void answer(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Map<String, Object> request =
                new LinkedHashMap<>(Json.object(asking.now().request()));
        request.put("cama", form(asking.now().base().prompt()));
        DemoModel.Response response = model.answer(address, Json.line(request).getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, response.status());
        exchange.getMessage().setBody(response.bytes());
    }

    private static Map<String, Object> form(Prompt prompt) {
        Map<String, Object> schema = prompt.outputSchema();
        String format = prompt.outputFormat() == null ? schema == null ? "text" : "json" : prompt.outputFormat();
        return schema == null ? Map.of("format", format) : Map.of("format", format, "schema", schema);
    }
}

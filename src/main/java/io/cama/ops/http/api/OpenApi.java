package io.cama.ops.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The document of the API, OpenAPI 3.1, as it is packed into the jar. */
final class OpenApi {
    private static final String PATH = "/cama/openapi.yaml";

    private OpenApi() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/openapi.yaml", asked -> Reply.text("application/yaml; charset=utf-8", yaml())),
                Route.get("/openapi.json", asked -> Reply.text("application/json", json())));
    }

    private static String yaml() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream(PATH)) {
            if (in == null) {
                throw new IllegalStateException(PATH + " is not on the class path; build Cama again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String json() throws IOException {
        return new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(yaml())) + "\n";
    }
}

package shop;

import org.apache.camel.builder.RouteBuilder;

/** A route that has nothing to do with Cama, and goes on as if there were none. */
public final class Till extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:till")
                .routeId("till")
                .choice()
                .when(body().isEqualTo("nothing"))
                .throwException(new IllegalArgumentException("nothing was bought"))
                .otherwise()
                .setBody(simple("sold ${body}"));
    }
}

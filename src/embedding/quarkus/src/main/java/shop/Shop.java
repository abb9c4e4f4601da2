package shop;

import io.cama.ops.embed.Cama;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.BeforeStart;

/** A Camel application on Quarkus that was there before Cama. */
@ApplicationScoped
public class Shop {
    /** Takes what {@code application.properties} says under {@code cama.}, and works below the current folder. */
    @Produces
    @Singleton
    Cama cama(CamelContext context) throws Exception {
        return Cama.embed(context, Path.of(""));
    }

    /** Beans are made when they are first asked for; this one is before the routes start. */
    void open(@Observes BeforeStart start, Cama cama) {}
}

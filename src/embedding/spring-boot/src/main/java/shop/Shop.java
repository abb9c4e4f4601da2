package shop;

import io.cama.ops.embed.Cama;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A Camel application on Spring Boot that was there before Cama. */
@SpringBootApplication
public class Shop {
    /** Takes what {@code application.yaml} says under {@code cama.settings}, and works below the current folder. */
    @Bean
    Cama cama(CamelContext context, Environment environment) throws Exception {
        Map<String, String> settings = Binder.get(environment)
                .bind("cama.settings", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        return Cama.embed(context, Path.of(""), settings);
    }

    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args);
    }
}

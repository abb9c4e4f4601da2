package shop;

import io.cama.ops.embed.Cama;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** A Camel application that was there before Cama. */
public final class Shop {
    private Shop() {}

    /** Sets the application up in a folder, with Cama in it, and does not start it. */
    static Main in(Path home) throws Exception {
        Main main = new Main(Shop.class);
        main.bind("shelf", new Shelf());
        main.init();
        main.bind("cama", Cama.embed(main.getCamelContext(), home));
        return main;
    }

    public static void main(String[] args) throws Exception {
        in(Path.of("")).run();
    }
}

package shop;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;

/** Steps of the shop's own, before and after a model is asked. The item is a map. */
@Singleton
@Named("shelf")
public final class Shelf {
    public Map<String, Object> find(Map<String, Object> book) {
        String title = String.valueOf(book.get("title"));
        book.put("shelf", title.substring(0, 1).toUpperCase());
        return book;
    }

    public Map<String, Object> sign(Map<String, Object> book) {
        book.put("sign", book.get("shelf") + ": " + book.get("title"));
        return book;
    }
}

package io.cama.output;

import java.util.Map;

/** The HTML templates of a job. Whatever a value holds, it is printed as text. */
public interface PageTemplates {
    /** No template at all. */
    PageTemplates NONE = new PageTemplates() {
        @Override
        public boolean has(String name) {
            return false;
        }

        @Override
        public String fill(String name, Map<String, Object> values, Map<String, Object> data) {
            throw new IllegalArgumentException("there is no template " + name);
        }
    };

    /** Whether there is a template of that name, such as {@code page}. */
    boolean has(String name);

    /**
     * A template filled with values.
     *
     * @param data the values by {@code @name}
     * @throws RefusedOutputException if it cannot be filled with these; the message says where and why
     */
    String fill(String name, Map<String, Object> values, Map<String, Object> data);
}

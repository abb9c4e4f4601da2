package io.cama.prompt.schema;

import java.util.Set;

/** The words of JSON Schema 2020-12 and of the earlier drafts still met. */
final class Keywords {
    private static final Set<String> ALL = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$anchor",
            "$defs",
            "$comment",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
            "type",
            "enum",
            "const",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
            "example",
            "definitions",
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "required",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedProperties",
            "items",
            "prefixItems",
            "additionalItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "nullable");

    private Keywords() {}

    static boolean known(String word) {
        return ALL.contains(word) || word.startsWith("x-");
    }
}

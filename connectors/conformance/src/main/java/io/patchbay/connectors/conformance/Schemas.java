package io.patchbay.connectors.conformance;

import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of the fixture. */
final class Schemas {

    /** A schema with every keyword that the suite checks. Clients must receive the schema unchanged. */
    static final Schema VOCABULARY = Schema.of("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {
                "address": {
                  "$anchor": "addressDef",
                  "type": "object",
                  "properties": {"street": {"type": "string"}, "city": {"type": "string"}}
                }
              },
              "properties": {
                "name": {"type": "string"},
                "address": {"$ref": "#/$defs/address"},
                "contactMethod": {"type": "string", "enum": ["phone", "email"]},
                "phone": {"type": "string"},
                "email": {"type": "string"}
              },
              "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
              "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
              "then": {"required": ["phone"]},
              "else": {"required": ["email"]},
              "additionalProperties": false
            }""");

    /** A form with every primitive type, each with a default (SEP-1034). */
    static final Schema DEFAULTS = Schema.of("""
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "description": "User name", "default": "John Doe"},
                "age": {"type": "integer", "description": "User age", "default": 30},
                "score": {"type": "number", "description": "User score", "default": 95.5},
                "status": {"type": "string", "description": "User status", "enum": ["active", "inactive", "pending"], "default": "active"},
                "verified": {"type": "boolean", "description": "Verification status", "default": true}
              },
              "required": []
            }""");

    /** A form with every kind of choice (SEP-1330). */
    static final Schema ENUMS = Schema.of("""
            {
              "type": "object",
              "properties": {
                "untitledSingle": {"type": "string", "description": "Select one option", "enum": ["option1", "option2", "option3"]},
                "titledSingle": {"type": "string", "description": "Select one option with titles", "oneOf": [
                  {"const": "value1", "title": "First Option"},
                  {"const": "value2", "title": "Second Option"},
                  {"const": "value3", "title": "Third Option"}]},
                "legacyEnum": {"type": "string", "description": "Select one option (legacy)", "enum": ["opt1", "opt2", "opt3"],
                  "enumNames": ["Option One", "Option Two", "Option Three"]},
                "untitledMulti": {"type": "array", "description": "Select multiple options", "minItems": 1, "maxItems": 3,
                  "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
                "titledMulti": {"type": "array", "description": "Select multiple options with titles", "minItems": 1, "maxItems": 3,
                  "items": {"anyOf": [
                    {"const": "value1", "title": "First Choice"},
                    {"const": "value2", "title": "Second Choice"},
                    {"const": "value3", "title": "Third Choice"}]}}
              },
              "required": []
            }""");

    /** The input of a computation: a duration and a label. */
    static final Schema COMPUTATION = Schema.of("""
            {
              "type": "object",
              "properties": {
                "seconds": {"type": "integer", "minimum": 0, "maximum": 3600},
                "label": {"type": "string"}
              },
              "required": ["seconds"]
            }""");

    static final Schema SUMMANDS = Schema.of("""
            {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}""");

    static final Schema SUM = Schema.of("""
            {"type": "object", "required": ["sum"], "properties": {"sum": {"type": "integer"}}}""");

    private Schemas() {}

    /** Returns the schema of an object whose members with these names are required strings. */
    static Schema string(String... names) {
        return object("string", names);
    }

    /** Returns the schema of an object with one required boolean. */
    static Schema bool(String name) {
        return object("boolean", name);
    }

    private static Schema object(String type, String... names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : names) {
            properties.put(name, Map.of("type", type));
        }
        return Schema.of("{\"type\":\"object\",\"properties\":%s,\"required\":%s}"
                .formatted(Json.of(properties).text(), Json.of(List.of(names)).text()));
    }
}

package io.patchbay.deploy.configadmin;

import org.osgi.service.metatype.AttributeDefinition;

/** A setting's description that refuses negative values. */
public record FakeAttribute(String id, int type, int cardinality) implements AttributeDefinition {

    @Override
    public String getID() {
        return id;
    }

    @Override
    public int getType() {
        return type;
    }

    @Override
    public int getCardinality() {
        return cardinality;
    }

    @Override
    public String validate(String value) {
        return value.startsWith("-") ? "less than minimum" : "";
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public String getDescription() {
        return "";
    }

    @Override
    public String[] getOptionValues() {
        return null;
    }

    @Override
    public String[] getOptionLabels() {
        return null;
    }

    @Override
    public String[] getDefaultValue() {
        return null;
    }
}

package io.cama.ops.check.route;

import org.yaml.snakeyaml.nodes.Node;

/** An id that something in a route file has. */
public record UsedId(String id, Kind kind, String file, int line, int column) {
    /** What has the id. */
    public enum Kind {
        ROUTE,
        STEP,
        /** The route that Camel makes for {@code kamelet:llm/id}. */
        KAMELET
    }

    static UsedId at(String id, Kind kind, String file, Node node) {
        return new UsedId(id, kind, file, Nodes.line(node), node.getStartMark().getColumn() + 1);
    }

    /** Whether Camel refuses to have both. */
    boolean clashesWith(UsedId other) {
        boolean callAndItsRoute = kind != other.kind
                && (kind == Kind.STEP || other.kind == Kind.STEP)
                && (isKamelet() || other.isKamelet());
        return id.equals(other.id) && !equals(other) && !callAndItsRoute;
    }

    String what() {
        return (kind == Kind.STEP ? "step" : "route") + " id \"" + id + "\"";
    }

    String where() {
        return file + ":" + line;
    }

    private boolean isKamelet() {
        return kind == Kind.KAMELET;
    }
}

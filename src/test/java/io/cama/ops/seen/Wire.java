package io.cama.ops.seen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A protobuf message as it is on the wire: its fields by number, each a number, eight bytes or a message or text. */
final class Wire {
    private final Map<Integer, List<Object>> fields = new TreeMap<>();

    static Wire read(byte[] bytes) {
        Wire wire = new Wire();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            Object value =
                    switch ((int) (tag & 7)) {
                        case 0 -> varint(in);
                        case 1 -> in.getLong();
                        case 2 -> {
                            byte[] inner = new byte[(int) varint(in)];
                            in.get(inner);
                            yield inner;
                        }
                        case 5 -> (long) in.getInt();
                        default -> throw new IllegalArgumentException("no protobuf");
                    };
            wire.fields.computeIfAbsent(number, none -> new ArrayList<>()).add(value);
        }
        return wire;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<Wire> messages(int number) {
        return fields.getOrDefault(number, List.of()).stream()
                .map(value -> read((byte[]) value))
                .toList();
    }

    String text(int number) {
        return fields.containsKey(number)
                ? new String((byte[]) fields.get(number).get(0), StandardCharsets.UTF_8)
                : "";
    }

    String hex(int number) {
        StringBuilder hex = new StringBuilder();
        for (byte one : fields.containsKey(number) ? (byte[]) fields.get(number).get(0) : new byte[0]) {
            hex.append("%02x".formatted(one));
        }
        return hex.toString();
    }

    long number(int number) {
        return fields.containsKey(number) ? (long) fields.get(number).get(0) : 0;
    }

    /** The attributes of OpenTelemetry (KeyValue) in a field, as text. */
    Map<String, String> attributes(int number) {
        Map<String, String> all = new TreeMap<>();
        for (Wire pair : messages(number)) {
            Wire value = pair.messages(2).get(0);
            String shown = value.fields.containsKey(1)
                    ? value.text(1)
                    : value.fields.containsKey(4)
                            ? String.valueOf(Double.longBitsToDouble(value.number(4)))
                            : String.valueOf(value.number(3));
            all.put(pair.text(1), shown);
        }
        return all;
    }
}

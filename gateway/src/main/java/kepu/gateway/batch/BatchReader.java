package kepu.gateway.batch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kepu.contracts.privacy.PersonalNumbers;
import kepu.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code {"commands": […]}} as strictly as the services read their bodies.
 *
 * <p>It keeps no tree: the body of a command stays where it stands in the bytes of the batch, and goes to its service as it
 * was written.
 */
final class BatchReader {
    static final int MOST_ROWS = 1000;

    private static final String COMMANDS = "commands";
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_NAME_TOLD = 64;

    /** How Jackson begins to say that a name came twice; no feature tells it otherwise. */
    private static final String TWICE = "Duplicate Object property";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(LONGEST_NAME).build())
            .build();

    /** @throws BatchRefused if it is no batch, or one that is too long */
    List<Row> read(byte[] body) {
        requireUtf8(body);
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            try {
                return batch(parser, body);
            } catch (JacksonException unreadable) {
                if (Objects.requireNonNullElse(unreadable.getOriginalMessage(), "")
                        .startsWith(TWICE)) {
                    throw refused(
                            "duplicate-field",
                            shortened(parser.streamReadContext().currentName()));
                }
                throw refused("invalid-json");
            }
        }
    }

    private static List<Row> batch(JsonParser parser, byte[] body) {
        switch (parser.nextToken()) {
            case null -> throw refused("body-required");
            case VALUE_NULL -> throw refused("body-required");
            case START_OBJECT -> {}
            default -> throw refused("invalid-json");
        }
        List<Row> rows = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (!parser.currentName().equals(COMMANDS)) {
                throw refused("unknown-field", shortened(parser.currentName()));
            }
            parser.nextToken();
            rows = rows(parser, body);
        }
        if (parser.nextToken() != null) {
            throw refused("invalid-json");
        }
        if (rows == null) {
            throw refused("invalid-body", COMMANDS);
        }
        return rows;
    }

    private static List<Row> rows(JsonParser parser, byte[] body) {
        require(JsonToken.START_ARRAY, parser, COMMANDS, "list");
        var rows = new ArrayList<Row>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rows.size() == MOST_ROWS) {
                throw new BatchRefused(
                        new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "batch-too-long", Integer.toString(MOST_ROWS)));
            }
            rows.add(row(parser, body, rows.size()));
        }
        return rows;
    }

    private static Row row(JsonParser parser, byte[] batch, int index) {
        var at = COMMANDS + '[' + index + ']';
        require(JsonToken.START_OBJECT, parser, at, "object");
        String method = null;
        String path = null;
        Row.Slice body = null;
        String key = null;
        Long ifMatch = null;
        String unitId = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = at + '.' + shortened(parser.currentName());
            var name = parser.currentName();
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            switch (name) {
                case "method" -> method = isNull ? null : text(parser, field);
                case "path" -> path = isNull ? null : text(parser, field);
                case "body" -> body = isNull ? null : object(parser, batch, field);
                case "idempotencyKey" -> key = isNull ? null : text(parser, field);
                case "ifMatch" -> ifMatch = isNull ? null : wholeNumber(parser, field);
                case "unitId" -> unitId = isNull ? null : text(parser, field);
                default -> throw refused("unknown-field", field);
            }
        }
        return new Row(index, method, path, body, key, ifMatch, unitId);
    }

    private static String text(JsonParser parser, String field) {
        require(JsonToken.VALUE_STRING, parser, field, "text");
        var text = parser.getString();
        if (text.codePoints().anyMatch(BatchReader::isUnusable)) {
            throw refused("invalid-body", field);
        }
        if (PersonalNumbers.isIn(text)) {
            throw new BatchRefused(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "personal-data-in-text", field));
        }
        return text;
    }

    /** What nobody else could read: controls, halves of characters, private ones, those spoilt before they came. */
    private static boolean isUnusable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> character == 0xfffd;
        };
    }

    private static Long wholeNumber(JsonParser parser, String field) {
        require(JsonToken.VALUE_NUMBER_INT, parser, field, "whole-number");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong(field, "whole-number");
        }
        return parser.getLongValue();
    }

    /** Steps over it. No service knows a field that begins as the database's operators do. */
    private static Row.Slice object(JsonParser parser, byte[] batch, String field) {
        require(JsonToken.START_OBJECT, parser, field, "object");
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        for (int depth = 1; depth > 0; ) {
            switch (parser.nextToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case PROPERTY_NAME -> {
                    if (parser.currentName().startsWith("$")) {
                        throw refused("unknown-field", field + '.' + shortened(parser.currentName()));
                    }
                }
                case null -> throw refused("invalid-json");
                default -> {}
            }
        }
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        return new Row.Slice(batch, from, end - from);
    }

    private static void require(JsonToken wanted, JsonParser parser, String field, String kind) {
        if (parser.currentToken() != wanted) {
            throw wrong(field, kind);
        }
    }

    /** Jackson guesses UTF-16 and UTF-32 by their zeros, and takes a byte order mark. */
    private static void requireUtf8(byte[] body) {
        for (byte one : body) {
            if (one == 0) {
                throw refused("invalid-encoding");
            }
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
                throw refused("invalid-encoding");
            }
        } catch (CharacterCodingException _) {
            throw refused("invalid-encoding");
        }
    }

    private static BatchRefused wrong(String field, String kind) {
        return new BatchRefused(new Problem(HttpStatus.BAD_REQUEST, "invalid-json", field, kind));
    }

    private static BatchRefused refused(String code, String... arguments) {
        return new BatchRefused(new Problem(HttpStatus.BAD_REQUEST, code, arguments));
    }

    private static String shortened(@Nullable String name) {
        if (name == null) {
            return "";
        }
        return name.length() <= LONGEST_NAME_TOLD ? name : name.substring(0, LONGEST_NAME_TOLD) + "…";
    }
}

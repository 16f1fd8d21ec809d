package kepu.defaults.key;

import static kepu.defaults.board.Commands.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.board.Board;
import kepu.defaults.board.Commands;
import kepu.defaults.board.NamedBoard;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class UsedKeysTest {
    @Test
    void a_document_keeps_the_key_of_its_creation_and_the_newest_128() {
        Command first = keyed("k0", "body");
        Document stored = new Document();
        for (int i = 0; i <= 128; i++) {
            stored.put(UsedKeys.FIELD, UsedKeys.with(stored, keyed("k" + i, "body")));
        }
        assertThat(UsedKeys.with(stored, first)).hasSize(129).containsOnlyOnce(first.key());

        List<String> keys = UsedKeys.with(stored, keyed("one more", "body"));

        assertThat(keys)
                .hasSize(129)
                .startsWith(first.key())
                .doesNotContain(keyed("k1", "body").key())
                .contains(keyed("k2", "body").key())
                .endsWith(keyed("one more", "body").key());
    }

    @Test
    void a_key_is_taken_once_a_command_and_only_where_the_body_names_the_id() {
        Command command = keyed("k", "body");
        assertThat(UsedKeys.takes(NamedBoard.class, command)).isTrue();
        assertThat(UsedKeys.takes(Board.class, command)).isFalse();
        assertThat(UsedKeys.takes(NamedBoard.class, Commands.plain())).isFalse();

        command.noteKeyHeld();

        assertThat(UsedKeys.takes(NamedBoard.class, command)).isFalse();
    }
}

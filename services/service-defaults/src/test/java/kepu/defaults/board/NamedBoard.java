package kepu.defaults.board;

import kepu.defaults.key.IdFromBody;
import org.springframework.data.mongodb.core.mapping.Document;

/** One whose id the body names. */
@Document("named-boards")
@IdFromBody
public class NamedBoard extends Board {
    public NamedBoard(String id, String unitId, String place) {
        super(id, unitId, place);
    }
}

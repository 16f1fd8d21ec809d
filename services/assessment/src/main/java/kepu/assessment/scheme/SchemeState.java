package kepu.assessment.scheme;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** How far a scheme of people has come: 草案, 已退回, 已通过, 已发布, 已停用. */
enum SchemeState implements ListState {
    DRAFT,
    SENT_BACK,
    APPROVED,
    PUBLISHED,
    RETIRED;

    @Override
    public Bson filter() {
        return Filters.eq("stage", name());
    }
}

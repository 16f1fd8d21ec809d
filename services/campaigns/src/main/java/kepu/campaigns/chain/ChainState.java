package kepu.campaigns.chain;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** 缺步, 完整, 已全部撤回. */
enum ChainState implements ListState {
    OPEN,
    COMPLETE,
    WITHDRAWN;

    @Override
    public Bson filter() {
        return Filters.eq("state", name());
    }
}

package kepu.campaigns;

import java.util.Map;
import kepu.defaults.list.ServiceListPlans;

class ListPlansIT extends ServiceListPlans {
    ListPlansIT() {
        super(Campaigns.class, Map.of());
    }
}

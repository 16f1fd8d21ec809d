package kepu.organization;

import java.util.Map;
import kepu.defaults.list.ServiceListPlans;

class ListPlansIT extends ServiceListPlans {
    ListPlansIT() {
        super(
                Organization.class,
                Map.of("UnitReminder", "what stands open is listed, by the lists that people work from"));
    }
}

package kepu.volunteers;

import java.util.Map;
import kepu.defaults.list.ServiceListPlans;

class ListPlansIT extends ServiceListPlans {
    ListPlansIT() {
        super(
                Volunteers.class,
                Map.of(
                        "ServiceGroup", "its records are listed, each by itself",
                        "TeamReminder", "what stands open is listed, by the lists that people work from"));
    }
}

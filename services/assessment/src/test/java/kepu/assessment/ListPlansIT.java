package kepu.assessment;

import java.util.Map;
import kepu.defaults.list.ServiceListPlans;

class ListPlansIT extends ServiceListPlans {
    ListPlansIT() {
        super(Assessment.class, Map.of("NumberRegister", "an authority has one, found under the authority"));
    }
}

package kepu.organization.unit;

import java.util.Set;
import kepu.contracts.organization.UnitEvent.Kind;

/** Which kind of unit may stand below which (隶属关系); as every parent ranks higher, no unit is ever above itself. */
final class ParentRules {
    private ParentRules() {}

    static boolean allow(Kind child, Kind parent) {
        return switch (child) {
            case COUNTY -> false;
            case TOWNSHIP -> parent == Kind.COUNTY;
            case VILLAGE -> parent == Kind.TOWNSHIP;
            case BRANCH -> Set.of(Kind.VILLAGE, Kind.TOWNSHIP, Kind.DEPARTMENT).contains(parent);
            case DEPARTMENT -> Set.of(Kind.TOWNSHIP, Kind.COUNTY).contains(parent);
        };
    }

    /** An installation may serve a county or a single township. */
    static boolean mayBeTopmost(Kind kind) {
        return kind == Kind.COUNTY || kind == Kind.TOWNSHIP;
    }
}

package kepu.organization.code;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.access.Access;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rules of official codes: a code is one unit's at a time, in the whole installation. */
@Component
class OfficialCodes implements Units.CodesOfOthers {
    private final CodeLookup lookup;
    private final SetVersions setVersions;
    private final Units units;
    private final ZoneId zone;

    OfficialCodes(CodeLookup lookup, SetVersions setVersions, Units units, ZoneId zone) {
        this.lookup = lookup;
        this.setVersions = setVersions;
        this.units = units;
        this.zone = zone;
    }

    /**
     * Refuses what would give a unit two codes at once, one from before it was, or one that another unit has.
     *
     * @param id of the code that is stated, anew or for the first time
     * @return to be taken by the code
     * @throws kepu.defaults.Rejection 403 {@code right-over-parent-missing}, 422 {@code code-not-of-parent}, 422 {@code
     *     official-code-before-unit}, 409 {@code unit-closed}, 409 {@code second-official-code-of-that-day}, 409 {@code
     *     official-code-taken}
     */
    SetVersion requireAllowed(String id, String unitId, OfficialCode.Content stated) {
        Units.Known unit = units.requireKnown(unitId);
        requireCodeOfParent(unitId, stated.officialCode());
        LocalDate established = LocalDate.ofInstant(unit.from(), zone);
        if (stated.validFrom().isBefore(established)) {
            throw OfficialCodeRejection.beforeUnit(stated.validFrom(), established);
        }
        unit.openAt(stated.validFrom().atStartOfDay(zone).toInstant());
        SetVersion next = setVersions.next(OfficialCode.class, "unit", unitId);
        List<OfficialCode.Content> others = othersOf(unitId, id);
        if (others.stream().anyMatch(other -> other.validFrom().equals(stated.validFrom()))) {
            throw OfficialCodeRejection.secondOfThatDay(stated.validFrom());
        }
        return requireOneUnitEach(
                next, unit, Stream.concat(others.stream(), Stream.of(stated)).toList());
    }

    /**
     * Without this one the unit has the one before it for longer.
     *
     * @return to be taken by the code
     */
    SetVersion requireAllowedWithout(String id, String unitId) {
        units.requireRightOverParent(unitId);
        SetVersion next = setVersions.next(OfficialCode.class, "unit", unitId);
        return requireOneUnitEach(next, units.requireKnown(unitId), othersOf(unitId, id));
    }

    @Override
    public void requireFree(Units.Known unit) {
        requireOneUnitEach(unit, othersOf(unit.unitId(), null));
    }

    /** Who does not reach the whole installation is told nothing of the codes of others, as with the ids of units. */
    private void requireCodeOfParent(String unitId, String officialCode) {
        Optional<String> parent = units.requireRightOverParent(unitId);
        if (Access.current().everywhere() || parent.isEmpty()) {
            return;
        }
        boolean isBelow = new CodeHistory(units.requireKnown(parent.get()), othersOf(parent.get(), null), zone)
                .spans().stream()
                        .map(CodeHistory.Span::officialCode)
                        .anyMatch(its -> officialCode.startsWith(its) && officialCode.length() > its.length());
        if (!isBelow) {
            throw OfficialCodeRejection.notOfParent(parent.get());
        }
    }

    /** @param next of the unit; of its codes as well from now on, of which another unit may be given one */
    private SetVersion requireOneUnitEach(SetVersion next, Units.Known unit, List<OfficialCode.Content> given) {
        Stream.concat(Stream.of(unit.unitId()), given.stream().map(OfficialCode.Content::officialCode))
                .distinct()
                .forEach(code -> next.and("code", code));
        requireOneUnitEach(unit, given);
        return next;
    }

    private void requireOneUnitEach(Units.Known unit, List<OfficialCode.Content> given) {
        CodeHistory history = new CodeHistory(unit, given, zone);
        Set<String> rivals = history.spans().stream()
                .flatMap(span -> lookup.unitsThatHad(span.officialCode()).stream())
                .filter(rival -> !rival.equals(unit.unitId()))
                .collect(Collectors.toSet());
        for (Units.Known rival : units.find(rivals).values()) {
            history.sharedWith(new CodeHistory(rival, othersOf(rival.unitId(), null), zone))
                    .ifPresent(shared -> {
                        throw OfficialCodeRejection.taken(shared.officialCode(), shared.from());
                    });
        }
    }

    private List<OfficialCode.Content> othersOf(String unitId, @Nullable String id) {
        return lookup.of(unitId).stream()
                .filter(known -> !known.id().equals(id))
                .map(OfficialCode::content)
                .toList();
    }
}

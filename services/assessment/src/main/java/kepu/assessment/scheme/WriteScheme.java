package kepu.assessment.scheme;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.assessment.scheme.authoring.SchemeText;
import kepu.assessment.scheme.authoring.SchemeText.Checked;
import kepu.assessment.scheme.lint.BurdenLint;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes, publishes and retires schemes of a county; a text with mistakes is never stored. */
@Component
class WriteScheme {
    private final AggregateStore store;
    private final Schemes schemes;
    private final UnitDirectory directory;
    private final Clock clock;
    private final ZoneId zone;

    WriteScheme(AggregateStore store, Schemes schemes, UnitDirectory directory, Clock clock, ZoneId zone) {
        this.store = store;
        this.schemes = schemes;
        this.directory = directory;
        this.clock = clock;
        this.zone = zone;
    }

    Receipt draft(Command command, String unitId, String text) {
        Scheme scheme = sound(text);
        List<Finding> findings = BurdenLint.findings(scheme);
        return store.create(
                command,
                AuthoredScheme.class,
                AuthoredScheme.id(scheme.id(), scheme.version()),
                () -> {
                    command.access().require(unitId);
                    requireCounty(unitId);
                    if (schemes.isOfSystem(scheme.id())) {
                        throw AuthoringRejection.ofSystem(scheme.id());
                    }
                    return AuthoredScheme.of(unitId, scheme, text, command.now());
                },
                draft -> draft.draft(command.actor(), findings));
    }

    Receipt revise(Command command, String id, String text) {
        Scheme scheme = sound(text);
        List<Finding> findings = BurdenLint.findings(scheme);
        return store.update(
                command.onSeenVersion(),
                AuthoredScheme.class,
                id,
                draft -> draft.revise(scheme, text, command.now(), command.actor(), findings));
    }

    Receipt publish(Command command, String id, int fromYear, @Nullable String reason) {
        return store.update(
                command,
                AuthoredScheme.class,
                id,
                draft -> draft.publish(
                        fromYear,
                        thisYear(),
                        BurdenLint.findings(Scheme.parse(draft.content())),
                        reason,
                        command.now(),
                        command.actor()));
    }

    Receipt retire(Command command, String id, int fromYear, String reason) {
        return store.update(
                command,
                AuthoredScheme.class,
                id,
                scheme -> scheme.retire(fromYear, thisYear(), reason, command.now(), command.actor()));
    }

    private static Scheme sound(String text) {
        Checked checked = SchemeText.check(text);
        return checked.sound().orElseThrow(() -> AuthoringRejection.invalid(checked.problems()));
    }

    private void requireCounty(String unitId) {
        UnitDirectory.Unit unit = directory.find(unitId).orElseThrow(() -> SharedRefusal.UNKNOWN_UNIT.with(unitId));
        if (unit.kind() != Kind.COUNTY) {
            throw AuthoringRejection.notOfACounty(unitId);
        }
    }

    private int thisYear() {
        return LocalDate.now(clock.withZone(zone)).getYear();
    }
}

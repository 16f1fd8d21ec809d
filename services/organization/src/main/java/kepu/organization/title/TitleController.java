package kepu.organization.title;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The register of titles over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/titles")
class TitleController {
    private final AmendableRecords records;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    TitleController(AmendableRecords records, Units units, Clock clock, ZoneId zone) {
        this.records = records;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * {@code validUntil} is the last day on which the title holds; with {@code track} it brings that track a bonus, for titles for
     * one {@code deed} once.
     */
    record TitleRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 200) String title,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String documentNumber,
            @Nullable LocalDate validUntil,
            @Nullable Track track,
            @Nullable @Text(max = 100) String deed,
            @Nullable Instant occurredAt) {
        Title.Content content() {
            return new Title.Content(title, level, authority, documentNumber, validUntil, track, deed);
        }
    }

    record CorrectionRequest(
            @NotBlank @Text(max = 200) String title,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String documentNumber,
            @Nullable LocalDate validUntil,
            @Nullable Track track,
            @Nullable @Text(max = 100) String deed,
            @Nullable Instant occurredAt) {
        Title.Content content() {
            return new Title.Content(title, level, authority, documentNumber, validUntil, track, deed);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> grant(@Valid @RequestBody TitleRequest request, Command command) {
        return Receipts.created(records.record(command, Title.class, "title", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Units.Known unit = units.requireKnown(request.unitId());
            requireRightOverAuthority(request.unitId(), request.level());
            unit.openAt(at);
            return new Title(id, request.unitId(), allowed(request.content(), at), at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<TitleView> titles(ListRequest<Title> request) {
        LocalDate today = today();
        return request.answer(titles ->
                titles.stream().map(title -> TitleView.of(title, today, zone)).toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<TitleView> title(@PathVariable String id) {
        TitleView title = TitleView.of(records.get(Title.class, id), today(), zone);
        return Receipts.versioned(title.version(), title);
    }

    /** A correction that states no time leaves it as it is. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Title.class, id, title -> {
            Instant at = command.occurredAt(request.occurredAt(), title.occurredAt());
            Units.Known unit = units.requireKnown(title.unitId());
            requireRightOverAuthority(title.unitId(), title.content().level());
            requireRightOverAuthority(title.unitId(), request.level());
            unit.openAt(at);
            return title.correct(allowed(request.content(), at), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(command, Title.class, id, title -> {
            requireRightOverAuthority(title.unitId(), title.content().level());
            return title.withdraw(request.reason(), command.now(), command.actor());
        }));
    }

    /**
     * What a township granted is recorded by somebody with a right over the township, what a county or a province did by
     * somebody with one over the county; where there is no such unit, over the unit itself or the topmost one.
     */
    private void requireRightOverAuthority(String unitId, Level level) {
        List<Units.Known> lineage = units.lineage(unitId);
        Units.Known authority = level == Level.TOWNSHIP
                ? lineage.stream()
                        .filter(above -> above.kind() == Kind.TOWNSHIP)
                        .findFirst()
                        .orElse(lineage.getFirst())
                : lineage.getLast();
        Access.current().require(authority.unitId());
    }

    /** It holds at least on the local day on which it is granted. */
    private Title.Content allowed(Title.Content stated, Instant at) {
        LocalDate granted = LocalDate.ofInstant(at, zone);
        LocalDate last = stated.validUntil();
        if (last != null && last.isBefore(granted)) {
            throw TitleRejection.overBeforeGranted(last, granted);
        }
        return stated;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}

package kepu.organization.villageclass;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Classes of villages over HTTP. */
@RestController
@RequestMapping("/api/v1/organization")
class ClassificationController {
    private final AmendableRecords records;
    private final Classifications classifications;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    ClassificationController(
            AmendableRecords records, Classifications classifications, Units units, Clock clock, ZoneId zone) {
        this.records = records;
        this.classifications = classifications;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /** {@code validFrom} is the first day on which they hold; {@code occurredAt} when it was found. */
    record ClassificationRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotNull @Size(max = 6) Set<@NotNull VillageClass> villageClasses,
            @NotNull LocalDate validFrom,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull @Size(max = 6) Set<@NotNull VillageClass> villageClasses,
            @NotNull LocalDate validFrom,
            @Nullable Instant occurredAt) {}

    /** Of a day; without classes where a village was not classified by then. */
    record ClassesView(String unitId, LocalDate day, List<VillageClass> villageClasses) {}

    @Allow(Role.TOWNSHIP_CLERK)
    @PostMapping("/village-classifications")
    ResponseEntity<Receipt> classify(@Valid @RequestBody ClassificationRequest request, Command command) {
        return Receipts.created(records.record(command, Classification.class, "village-classification", id -> {
            return classifications
                    .requireAllowed(id, request.unitId(), request.validFrom())
                    .takenBy(new Classification(
                            id,
                            request.unitId(),
                            new Classification.Content(request.villageClasses(), request.validFrom()),
                            command.occurredAt(request.occurredAt()),
                            command.actor()));
        }));
    }

    @AllowAnyRole
    @GetMapping("/village-classifications")
    ListAnswer<RecordView<Classification.Content>> classifications(ListRequest<Classification> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/village-classifications/{id}")
    ResponseEntity<RecordView<Classification.Content>> classification(@PathVariable String id) {
        return Receipts.versioned(records.view(Classification.class, id));
    }

    /** Those of a village on a day; today, if none is asked for. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/village-classes")
    ClassesView classes(@RequestParam String unitId, @RequestParam Optional<LocalDate> day) {
        units.requireKnown(unitId);
        LocalDate asked = day.orElseGet(() -> LocalDate.now(clock.withZone(zone)));
        return new ClassesView(
                unitId,
                asked,
                classifications.on(unitId, asked).stream()
                        .flatMap(found -> found.content().villageClasses().stream())
                        .toList());
    }

    /** A correction that states no time leaves it as it is. */
    @Allow(Role.TOWNSHIP_CLERK)
    @PutMapping("/village-classifications/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Classification.class, id, known -> {
            Instant at = command.occurredAt(request.occurredAt(), known.occurredAt());
            var corrected = known.correct(
                    new Classification.Content(request.villageClasses(), request.validFrom()), at, command.actor());
            classifications
                    .requireAllowed(id, known.unitId(), request.validFrom())
                    .takenBy(known);
            return corrected;
        }));
    }

    @Allow(Role.TOWNSHIP_CLERK)
    @PostMapping("/village-classifications/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Classification.class, id, request));
    }
}

package kepu.assessment.review;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Imported years over HTTP: one unit's year a request, many of them as a batch at the gateway. */
@RestController
@RequestMapping("/api/v1/assessment/imported-years")
class ImportedYearController {
    private static final String SCORE = "[0-9]{1,3}([.][0-9]{1,4})?";

    private final AmendableRecords records;
    private final ImportedYears importedYears;
    private final ZoneId zone;

    ImportedYearController(AmendableRecords records, ImportedYears importedYears, ZoneId zone) {
        this.records = records;
        this.importedYears = importedYears;
        this.zone = zone;
    }

    record IndicatorRequest(
            @NotBlank @Text(max = 20) String code,
            @NotBlank @Text(max = 100) String title,

            @Pattern(regexp = SCORE, message = "{form.score}") @Nullable
            String weight,

            @Pattern(regexp = SCORE, message = "{form.score}") @Nullable
            String points) {}

    /** As the source says; what it does not say is left out. Scores are texts ({@code "86.5"}), so that no digit is lost. */
    record ResultRequest(
            @NotBlank @Text(max = 200) String source,
            @Nullable @Text(max = 200) String schemeTitle,

            @Pattern(regexp = SCORE, message = "{form.score}") @Nullable
            String party,

            @Pattern(regexp = SCORE, message = "{form.score}") @Nullable
            String science,

            @Pattern(regexp = SCORE, message = "{form.score}") @Nullable
            String composite,

            @Nullable Band band,
            @Nullable @Size(max = 100) List<@NotNull @Valid IndicatorRequest> indicators,
            @Nullable @Size(max = 100) Set<@NotBlank @Text(max = 200) String> honours,
            @Nullable @Min(0) @Max(100_000) Integer orders,
            @Nullable @Min(0) @Max(1_000_000) Integer people,
            @Nullable @Min(0) @Max(100_000_000) Integer hours) {
        ImportedYear.Content content(int year) {
            return new ImportedYear.Content(
                    year,
                    source,
                    schemeTitle,
                    party,
                    science,
                    composite,
                    band,
                    indicators == null
                            ? List.of()
                            : indicators.stream()
                                    .map(one -> new ImportedYear.Indicator(
                                            one.code(), one.title(), one.weight(), one.points()))
                                    .toList(),
                    honours == null ? Set.of() : honours,
                    orders,
                    people,
                    hours);
        }
    }

    record ImportRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotNull @Valid ResultRequest result) {}

    record IndicatorView(
            String code,
            String title,
            @Nullable BigDecimal weight,
            @Nullable BigDecimal points) {}

    /** {@code imported} is always true: no card of this system. */
    record ImportedYearView(
            String id,
            String unitId,
            int year,
            boolean imported,
            String source,
            @Nullable String schemeTitle,
            @Nullable BigDecimal party,
            @Nullable BigDecimal science,
            @Nullable BigDecimal composite,
            @Nullable Band band,
            List<IndicatorView> indicators,
            Set<String> honours,
            @Nullable Integer orders,
            @Nullable Integer people,
            @Nullable Integer hours,
            Instant occurredAt,
            boolean withdrawn,
            String recordedBy,
            long version) {
        static ImportedYearView of(ImportedYear record) {
            ImportedYear.Content is = record.content();
            return new ImportedYearView(
                    record.id(),
                    record.unitId(),
                    is.year(),
                    true,
                    is.source(),
                    is.schemeTitle(),
                    ImportedYear.number(is.party()),
                    ImportedYear.number(is.science()),
                    ImportedYear.number(is.composite()),
                    is.band(),
                    is.indicators().stream()
                            .map(one -> new IndicatorView(
                                    one.code(),
                                    one.title(),
                                    ImportedYear.number(one.weight()),
                                    ImportedYear.number(one.points())))
                            .toList(),
                    is.honours(),
                    is.orders(),
                    is.people(),
                    is.hours(),
                    record.occurredAt(),
                    record.isWithdrawn(),
                    record.recordedBy(),
                    record.version());
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody ImportRequest request, Command command) {
        return Receipts.created(records.record(command, ImportedYear.class, "imported-year", id -> {
            command.access().require(request.unitId());
            SetVersion next = importedYears.requireImportable(request.unitId(), request.year());
            Instant lastDay =
                    LocalDate.of(request.year(), 12, 31).atStartOfDay(zone).toInstant();
            return next.takenBy(new ImportedYear(
                    id, request.unitId(), request.result().content(request.year()), lastDay, command.actor()));
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR})
    @GetMapping
    ListAnswer<ImportedYearView> importedYears(ListRequest<ImportedYear> request) {
        return request.answer(found -> found.stream().map(ImportedYearView::of).toList());
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR})
    @GetMapping("/{id}")
    ResponseEntity<ImportedYearView> importedYear(@PathVariable String id) {
        ImportedYearView view = ImportedYearView.of(records.get(ImportedYear.class, id));
        return Receipts.versioned(view.version(), view);
    }

    /** Unit and year stay: what belongs to another one is withdrawn and imported there. */
    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody ResultRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                ImportedYear.class,
                id,
                held -> held.correct(request.content(held.content().year()), held.occurredAt(), command.actor())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, ImportedYear.class, id, request));
    }
}

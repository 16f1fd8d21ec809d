package kepu.assessment.conversion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.assessment.ranking.RankedVillages;
import kepu.assessment.ranking.RankedVillages.Asked;
import kepu.assessment.ranking.RankedVillages.Line;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.assessment.ConversionRuleEvent.Track;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rules of conversion over HTTP, and what they make of the tracks of villages. */
@RestController
@RequestMapping("/api/v1/assessment")
class ConversionController {
    private static final String FACTOR = "[0-9]{1,3}([.][0-9]{1,4})?";

    private final AmendableRecords records;
    private final ConversionRules rules;
    private final UnitDirectory directory;
    private final RankedVillages rankedVillages;

    ConversionController(
            AmendableRecords records, ConversionRules rules, UnitDirectory directory, RankedVillages rankedVillages) {
        this.records = records;
        this.rules = rules;
        this.directory = directory;
        this.rankedVillages = rankedVillages;
    }

    /** {@code unitId} is the county, {@code factor} a number as a text, above 0 and up to 10 with 4 decimals at most. */
    record RuleRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotNull Track track,
            @NotBlank @Text(max = 100) String assessment,

            @NotNull @Pattern(regexp = FACTOR, message = "{form.score}")
            String factor,

            @Nullable @Text(max = 100) String documentNumber,
            @Nullable Instant occurredAt) {
        ConversionRule.Content content() {
            return new ConversionRule.Content(year, track, assessment, new BigDecimal(factor), documentNumber);
        }
    }

    record CorrectionRequest(
            @Min(1949) @Max(2999) int year,
            @NotNull Track track,
            @NotBlank @Text(max = 100) String assessment,

            @NotNull @Pattern(regexp = FACTOR, message = "{form.score}")
            String factor,

            @Nullable @Text(max = 100) String documentNumber,
            @Nullable Instant occurredAt) {
        ConversionRule.Content content() {
            return new ConversionRule.Content(year, track, assessment, new BigDecimal(factor), documentNumber);
        }
    }

    /**
     * Both tracks of a village, and what one rule makes of one of them.
     *
     * @param party points of track P, whatever is converted
     * @param converted points of the track × factor, with 2 decimals
     */
    record ConvertedPoints(
            String placeId,
            String townshipId,
            String unitId,
            String name,
            int year,
            LocalDate asOf,
            BigDecimal party,
            BigDecimal science,
            String assessment,
            Track track,
            BigDecimal factor,
            BigDecimal converted,
            String ruleId) {
        static ConvertedPoints of(Line line, ConversionRule rule) {
            ConversionRule.Content content = rule.content();
            BigDecimal points = content.track() == Track.PARTY ? line.party() : line.science();
            return new ConvertedPoints(
                    line.placeId(),
                    line.townshipId(),
                    line.unitId(),
                    line.name(),
                    line.year(),
                    line.asOf(),
                    line.party(),
                    line.science(),
                    content.assessment(),
                    content.track(),
                    content.factor(),
                    ConversionRule.converted(points, content),
                    rule.id());
        }

        String key() {
            return unitId + ' ' + ruleId;
        }
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/conversion-rules")
    ResponseEntity<Receipt> state(@Valid @RequestBody RuleRequest request, Command command) {
        return Receipts.created(records.record(command, ConversionRule.class, "conversion-rule", id -> {
            command.access().require(request.unitId());
            if (directory
                    .find(request.unitId())
                    .filter(unit -> unit.kind() == Kind.COUNTY)
                    .isEmpty()) {
                throw ConversionRejection.notOfACounty(request.unitId());
            }
            return new ConversionRule(
                    id, request.unitId(), request.content(), command.occurredAt(request.occurredAt()), command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/conversion-rules")
    ListAnswer<RecordView<ConversionRule.Content>> rules(ListRequest<ConversionRule> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/conversion-rules/{id}")
    ResponseEntity<RecordView<ConversionRule.Content>> rule(@PathVariable String id) {
        return Receipts.versioned(records.view(ConversionRule.class, id));
    }

    /** A correction that states no time leaves it as it is. */
    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/conversion-rules/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                ConversionRule.class,
                id,
                rule -> rule.correct(
                        request.content(),
                        command.occurredAt(request.occurredAt(), rule.occurredAt()),
                        command.actor())));
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/conversion-rules/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, ConversionRule.class, id, request));
    }

    /**
     * For each village of a county or township, or of all counties within reach, and each rule of its county one line with both
     * tracks beside the converted points; villages without a rule are not listed. As a file all of them.
     */
    @AllowAnyRole
    @GetMapping("/converted-points")
    ListAnswer<ConvertedPoints> converted(
            @RequestParam Year year,
            @RequestParam(required = false) @Text(max = 24) @Nullable String unitId,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam(required = false) @Text(max = 500) @Nullable String cursor,
            @RequestParam(required = false) @Min(1) @Max(100) @Nullable Integer limit,
            Locale locale) {
        return rankedVillages.answer(
                "converted-points",
                new Asked(Optional.ofNullable(unitId), year.getValue(), asOf, knownBy, cursor, limit),
                locale,
                (county, lines) -> {
                    List<ConversionRule> its = rules.of(county, year.getValue());
                    return lines.stream()
                            .flatMap(line -> its.stream().map(rule -> ConvertedPoints.of(line, rule)))
                            .toList();
                },
                ConvertedPoints::key);
    }
}

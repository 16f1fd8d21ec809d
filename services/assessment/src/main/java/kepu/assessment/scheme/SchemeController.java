package kepu.assessment.scheme;

import java.time.Year;
import java.util.List;
import kepu.access.AllowAnyRole;
import kepu.assessment.scheme.BurdenBill.Bill;
import kepu.assessment.scheme.lint.BurdenLint;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Policies.Described;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schemes, what they are made of and what they ask for, over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment")
class SchemeController {
    private final Schemes schemes;
    private final BurdenBill bill;

    SchemeController(Schemes schemes, BurdenBill bill) {
        this.schemes = schemes;
        this.bill = bill;
    }

    record SchemeView(String id, int version, LocalizedText name, Subject appliesTo) {}

    record SchemesView(List<SchemeView> items) {}

    /** Of what has changed from {@code from} to {@code to}, a sentence each. */
    record DifferencesView(String from, String to, List<LocalizedText> differences) {}

    record WarningsView(List<Finding> items) {}

    /** {@code example}: as the default scheme states it. */
    record ParameterView(
            String name,
            LocalizedText words,
            LocalizedText unit,
            LocalizedText expected,
            List<String> allowed,
            @Nullable Object example) {}

    /** {@code formula} is that of the example. */
    record PolicyView(
            String name,
            LocalizedText use,
            LocalizedText formula,
            List<ParameterView> parameters,
            String exampleIndicator) {}

    record PoliciesView(List<PolicyView> items) {}

    /** Those that come with the system. */
    @AllowAnyRole
    @GetMapping("/schemes")
    SchemesView schemes() {
        return new SchemesView(schemes.ofSystem().stream()
                .map(scheme -> new SchemeView(scheme.id(), scheme.version(), scheme.name(), scheme.appliesTo()))
                .toList());
    }

    /** One that comes with the system or was published; a draft for those who reach its county. */
    @AllowAnyRole
    @GetMapping("/schemes/{id}/{version}")
    Scheme scheme(@PathVariable String id, @PathVariable int version) {
        return schemes.get(id, version);
    }

    /** From another scheme, named as {@code ID:VERSION}, to this one. */
    @AllowAnyRole
    @GetMapping("/schemes/{id}/{version}/differences")
    DifferencesView differences(
            @PathVariable String id, @PathVariable int version, @RequestParam @Text(max = 60) String from) {
        return new DifferencesView(
                from,
                AuthoredScheme.id(id, version),
                SchemeDiff.between(schemes.named(from), schemes.get(id, version)));
    }

    /** What it asks for against the rules of burden reduction, with the clause that each warning rests on. */
    @AllowAnyRole
    @GetMapping("/schemes/{id}/{version}/warnings")
    WarningsView warnings(@PathVariable String id, @PathVariable int version) {
        return new WarningsView(BurdenLint.findings(schemes.get(id, version)));
    }

    /** What it asks of a unit or, on average, of those below one, by the facts of a year. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/schemes/{id}/{version}/burden")
    Bill burden(
            @PathVariable String id, @PathVariable int version, @RequestParam String unitId, @RequestParam Year year) {
        return bill.of(schemes.get(id, version), unitId, year.getValue());
    }

    /** The formulas that schemes may name, with their parameters, as the code has them. */
    @AllowAnyRole
    @GetMapping("/policies")
    PoliciesView policies() {
        return new PoliciesView(
                Policies.described().stream().map(SchemeController::view).toList());
    }

    private static PolicyView view(Described policy) {
        return new PolicyView(
                policy.name(),
                policy.example().name(),
                policy.formula(),
                policy.parameters().stream()
                        .map(one -> {
                            ParameterWords.Words words = ParameterWords.of(policy.name(), one.name());
                            return new ParameterView(
                                    one.name(),
                                    words.name(),
                                    words.unit(),
                                    one.expected(),
                                    one.allowed(),
                                    policy.example().parameters().get(one.name()));
                        })
                        .toList(),
                policy.example().code());
    }
}

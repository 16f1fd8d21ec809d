package kepu.assessment.scoring.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.junit.jupiter.api.Test;

class SchemeTest {
    private static final Scheme DEFAULT = Scheme.townshipDefault();

    private static SchemeRejection rejection(String json) {
        return catchThrowableOfType(SchemeRejection.class, () -> Scheme.parse(json));
    }

    @Test
    void the_default_holds_every_indicator_of_both_tracks_with_its_weight() {
        assertThat(DEFAULT.id()).isEqualTo("TOWNSHIP-DEFAULT");
        assertThat(DEFAULT.version()).isEqualTo(1);
        assertThat(DEFAULT.indicators().stream().map(indicator -> indicator.code() + " " + indicator.weight()))
                .containsExactly(
                        "P01 6", "P02 4", "P03 12", "P04 8", "P05 8", "P06 8", "P07 5", "P08 6", "P09 5", "P10 8",
                        "P11 5", "P12 8", "P13 6", "P14 5", "P15 6", "S01 14", "S02 8", "S03 8", "S04 6", "S05 8",
                        "S06 12", "S07 10", "S08 10", "S09 8", "S10 8", "S11 8");
        assertThat(DEFAULT.indicators())
                .allSatisfy(indicator -> assertThat(indicator.code())
                        .startsWith(indicator.track().name()));
    }

    @Test
    void fed_is_what_has_a_formula() {
        assertThat(DEFAULT.indicators().stream().filter(Indicator::fed).map(Indicator::code))
                .containsExactly(
                        "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13",
                        "P14", "P15", "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11");
    }

    @Test
    void departments_have_nine_of_the_indicators_with_the_same_weights_spread_over_each_track() {
        Scheme departments = Scheme.departmentDefault();
        assertThat(departments.appliesTo()).isEqualTo(Subject.DEPARTMENT);
        assertThat(departments.indicators())
                .extracting(Indicator::code)
                .containsExactly("P01", "P02", "P06", "P13", "P14", "P15", "S06", "S07", "S08");
        assertThat(DEFAULT.indicators()).containsAll(departments.indicators());
        assertThat(DEFAULT.appliesTo()).isEqualTo(Subject.VILLAGE);
    }

    @Test
    void townships_have_what_they_do_themselves_and_nothing_measured_per_resident() {
        Scheme townships = Scheme.townshipOwnDefault();
        assertThat(townships.appliesTo()).isEqualTo(Subject.TOWNSHIP);
        assertThat(townships.indicators())
                .extracting(Indicator::code)
                .containsExactly(
                        "P01", "P02", "P10", "P12", "P13", "P15", "S01", "S02", "S04", "S05", "S06", "S07", "S08",
                        "S11");
        assertThat(townships.indicators().stream().filter(one -> !one.code().equals("P12")))
                .allSatisfy(one -> assertThat(DEFAULT.indicators()).contains(one));
        assertThat(townships.indicators().stream().filter(Indicator::fed)).hasSize(14);
        assertThat(Scheme.ofSystem()).extracting(Scheme::appliesTo).containsExactly(Subject.values());
    }

    @Test
    void a_scheme_cannot_be_changed_once_read() {
        Indicator training = DEFAULT.indicators().get(5);
        assertThatThrownBy(() -> training.parameters().put("sessions", 1))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) training.parameters().get("kinds")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> DEFAULT.indicators().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void weights_of_a_track_sum_to_100() {
        assertThat(Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 60, 10), SchemeJson.strength("B", 40, 5))))
                .isNotNull();
        assertThat(rejection(SchemeJson.json(SchemeJson.strength("A", 60, 10), SchemeJson.strength("B", 39, 5))))
                .hasMessage("TEST: the weights of track P sum to 99, not to 100")
                .returns("scheme-weights", SchemeRejection::code);
        assertThat(rejection(SchemeJson.json(SchemeJson.strength("A", 60, 10), SchemeJson.strength("B", 41, 5)))
                        .code())
                .isEqualTo("scheme-weights");
    }

    @Test
    void weights_may_be_decimals() {
        assertThat(Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 62.5, 10), SchemeJson.strength("B", 37.5, 5))))
                .isNotNull();
    }

    @Test
    void a_code_is_given_once() {
        assertThat(rejection(SchemeJson.json(SchemeJson.strength("A", 60, 10), SchemeJson.strength("A", 40, 5))))
                .hasMessage("TEST: the code A is given twice")
                .returns("scheme-codes", SchemeRejection::code);
    }

    @Test
    void there_are_two_tracks() {
        assertThat(rejection(SchemeJson.json(SchemeJson.indicator("A", "Q", 100, "team-strength", "{\"target\": 10}"))))
                .hasMessage("there is no track Q, only P and S")
                .returns("scheme-tracks", SchemeRejection::code);
    }

    @Test
    void a_missing_parameter_is_named() {
        assertThat(rejection(SchemeJson.json(SchemeJson.indicator("A", "P", 100, "team-strength", "{}"))))
                .hasMessage("A: the parameter 'target' is missing")
                .returns("scheme-parameters", SchemeRejection::code);
    }

    @Test
    void a_parameter_out_of_its_range_is_named() {
        assertThat(rejection(SchemeJson.json(SchemeJson.strength("A", 100, 0))))
                .hasMessage("A: the parameter 'target' must be a whole number from 1 to 40000, not 0");
        assertThat(rejection(
                        SchemeJson.json(SchemeJson.indicator("A", "P", 100, "team-strength", "{\"target\": \"ten\"}"))))
                .hasMessage("A: the parameter 'target' must be a whole number from 1 to 40000, not ten");
        assertThat(rejection(SchemeJson.json(
                        SchemeJson.indicator("A", "P", 100, "venue-coverage", "{\"empty\": \"MAYBE\"}"))))
                .hasMessage("A: the parameter 'empty' must be one of [FULL, ZERO, NOT_APPLICABLE], not MAYBE");
        assertThat(rejection(SchemeJson.json(
                                SchemeJson.indicator("A", "P", 100, "campaign-windows", "{\"campaigns\": []}")))
                        .code())
                .isEqualTo("scheme-parameters");
        assertThat(rejection(SchemeJson.json(SchemeJson.indicator(
                                "A",
                                "P",
                                100,
                                "filing-dates",
                                "{\"points\": 2, \"pointsPerWeekLate\": 0.5, \"due\": {\"PLAN\": \"02-31\"}}")))
                        .getMessage())
                .startsWith("A: the parameter 'due' must be days as MM-dd");
    }

    @Test
    void a_misspelt_parameter_is_not_overlooked() {
        assertThat(rejection(SchemeJson.json(
                        SchemeJson.indicator("A", "P", 100, "team-strength", "{\"target\": 10, \"cap\": 3}"))))
                .hasMessage("A: its policy knows no parameter 'cap'");
    }

    @Test
    void what_is_missing_from_an_indicator_or_a_scheme_is_named() {
        assertThat(rejection("{\"id\": \"X\", \"version\": 1}"))
                .hasMessage("X: 'name' is missing")
                .returns("scheme-incomplete", SchemeRejection::code);
        assertThat(rejection(SchemeJson.json("{\"code\": \"A\"}"))).hasMessage("A: 'name' is missing");
    }

    @Test
    void what_is_no_scheme_is_unreadable() {
        assertThat(rejection("[1]").code()).isEqualTo("scheme-unreadable");
        assertThat(rejection("{\"id\": \"X\", \"colour\": 1}").code()).isEqualTo("scheme-unreadable");
        assertThat(rejection("{\"id\": \"X\", \"id\": \"Y\"}").code()).isEqualTo("scheme-unreadable");
        assertThat(rejection(SchemeJson.json(SchemeJson.strength("A", 100, 10))
                                .replace("\"version\": 1", "\"version\": 0"))
                        .code())
                .isEqualTo("scheme-version");
    }

    @Test
    void bands_fall_and_a_quota_is_a_share() {
        String good = SchemeJson.json(SchemeJson.strength("A", 100, 10));
        assertThat(rejection(good.replace("\"good\": 80", "\"good\": 90")).code())
                .isEqualTo("scheme-bands");
        assertThat(rejection(good.replace("\"excellentShare\": null", "\"excellentShare\": 1.01"))
                        .code())
                .isEqualTo("scheme-quota");
        assertThat(Scheme.parse(good.replace("\"excellentShare\": null", "\"excellentShare\": 1")))
                .isNotNull();
    }

    @Test
    void a_composite_is_of_both_tracks_half_of_each_unless_the_scheme_says_otherwise() {
        String good = SchemeJson.json(SchemeJson.strength("A", 100, 10));
        assertThat(Scheme.ofSystem())
                .allSatisfy(scheme -> assertThat(scheme.partyShare()).isEqualByComparingTo("0.5"));
        assertThat(Scheme.parse(good).partyShare()).isEqualByComparingTo("0.5");
        for (String share : List.of("0.01", "0.6", "0.99")) {
            Scheme scheme = Scheme.parse(good.replace("\"bands\"", "\"partyShare\": " + share + ", \"bands\""));
            assertThat(scheme.partyShare()).isEqualTo(share);
            assertThat(Scheme.parse(scheme.text())).isEqualTo(scheme);
        }
        for (String share : List.of("0", "1", "-0.5", "1.5")) {
            assertThat(rejection(good.replace("\"bands\"", "\"partyShare\": " + share + ", \"bands\""))
                            .code())
                    .isEqualTo("scheme-party-share");
        }
    }

    @Test
    void bands_begin_at_90_80_and_60() {
        assertThat(DEFAULT.bandOf(new BigDecimal("90.00"))).isEqualTo(Band.EXCELLENT);
        assertThat(DEFAULT.bandOf(new BigDecimal("89.99"))).isEqualTo(Band.GOOD);
        assertThat(DEFAULT.bandOf(new BigDecimal("80.00"))).isEqualTo(Band.GOOD);
        assertThat(DEFAULT.bandOf(new BigDecimal("79.99"))).isEqualTo(Band.PASS);
        assertThat(DEFAULT.bandOf(new BigDecimal("60.00"))).isEqualTo(Band.PASS);
        assertThat(DEFAULT.bandOf(new BigDecimal("59.99"))).isEqualTo(Band.FAIL);
    }

    private static String withTargets(String targets) {
        return SchemeJson.json(SchemeJson.strength("A", 100, 10)
                .replace("\"parameters\"", "\"targetsByClass\": [" + targets + "], \"parameters\""));
    }

    @Test
    void other_targets_for_a_class_are_checked_like_those_of_the_indicator() {
        String six = "{\"villageClass\": \"HOLLOWED_OUT\", \"parameters\": {\"target\": 6}}";
        assertThat(Scheme.parse(withTargets(six))).isNotNull();
        assertThat(rejection(withTargets(six + ", " + six)))
                .hasMessage("A: other targets for HOLLOWED_OUT are given twice")
                .returns("scheme-classes", SchemeRejection::code);
        assertThat(rejection(withTargets(six.replace("6", "0")))).returns("scheme-parameters", SchemeRejection::code);
        assertThat(rejection(withTargets(six.replace("target\"", "goal\""))))
                .hasMessage("A: other targets for HOLLOWED_OUT name what is no parameter of it: [goal]")
                .returns("scheme-classes", SchemeRejection::code);
        assertThat(rejection(withTargets(six.replace("\"target\": 6", ""))))
                .returns("scheme-classes", SchemeRejection::code);
        assertThat(rejection(withTargets(six.replace("HOLLOWED_OUT", "FLAT"))))
                .returns("scheme-unreadable", SchemeRejection::code);
    }

    @Test
    void a_bonus_is_not_below_zero() {
        String zero = "\"bonus\": {\"township\": 0, \"county\": 2, \"province\": 3, \"most\": 5}, \"indicators\"";
        String plain = SchemeJson.json(SchemeJson.strength("A", 100, 10));
        assertThat(Scheme.parse(plain).bonus()).isNull();
        assertThat(Scheme.parse(plain.replace("\"indicators\"", zero)).bonus()).isNotNull();
        assertThat(rejection(plain.replace("\"indicators\"", zero.replace("0", "-1"))))
                .returns("scheme-bonus", SchemeRejection::code);
        assertThat(rejection(plain.replace("\"indicators\"", zero.replace("\"most\": 5", "\"most\": null"))))
                .returns("scheme-incomplete", SchemeRejection::code);
    }
}

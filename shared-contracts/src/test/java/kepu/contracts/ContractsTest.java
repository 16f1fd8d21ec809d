package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.fact.Amendment;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.volunteers.TeamEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of topics and wire types keeps its own naming rules and the promise of no personal data. */
class ContractsTest {
    /** Families whose things have a name of their own; elsewhere a name could only be a person's. */
    private static final Set<String> MAY_BE_NAMED = Set.of(
            "kepu.organization.units",
            "kepu.organization.leading-groups",
            "kepu.organization.link-targets",
            "kepu.volunteers.teams",
            "kepu.reading-rooms.rooms",
            "kepu.campaigns.windows",
            "kepu.campaigns.venues",
            "kepu.campaigns.partners");

    private static final Set<String> PERSONAL_WORDS = Set.of(
            "phone",
            "mobile",
            "telephone",
            "wechat",
            "email",
            "birth",
            "birthday",
            "age",
            "gender",
            "sex",
            "ethnicity",
            "address",
            "photo",
            "portrait",
            "latitude",
            "longitude",
            "passport");

    private static final Pattern PERSONAL_PHRASES = Pattern.compile(".*(idnumber|idcard|identity|bankaccount|.name)");

    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void no_event_has_a_field_for_personal_data(Contract contract) {
        assertThat(Arrays.stream(contract.event().getRecordComponents()).map(RecordComponent::getName))
                .noneMatch(ContractsTest::isPersonal)
                .noneMatch(name -> name.equals("name") && !MAY_BE_NAMED.contains(contract.topic()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone",
                "mobilePhone",
                "phoneNumber",
                "idNumber",
                "idCardNo",
                "personName",
                "keeperName",
                "birthDate",
                "homeAddress",
                "age",
                "gender"
            })
    void the_search_for_personal_data_finds(String name) {
        assertThat(isPersonal(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "personId", "stage", "language", "venue", "title", "targetKind"})
    void the_search_for_personal_data_leaves_alone(String name) {
        assertThat(isPersonal(name)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void a_wire_type_is_named_after_its_owner_and_its_event(Contract contract) {
        String owner = contract.topic().split("\\.")[1];
        String event = contract.event()
                .getSimpleName()
                .replaceAll("V\\d+$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        assertThat(contract.type()).matches("kepu\\." + owner + "\\." + event + "\\.v[1-9][0-9]*");
        assertThat(contract.event().getPackageName())
                .matches("kepu\\.contracts\\." + owner.replace("-", "") + "(\\.[a-z]+)?");
    }

    @Test
    void a_topic_carries_one_family() {
        assertThat(Contracts.FAMILIES.stream().map(Contracts::topicOf))
                .doesNotHaveDuplicates()
                .allMatch(topic -> topic.matches("kepu(\\.[a-z]+(-[a-z]+)*){2}"));
    }

    @Test
    void an_amendment_tells_when_the_fact_happened_before() {
        assertThat(contracts()
                        .filter(contract -> contract.type().matches(".*-(corrected|withdrawn)\\.v\\d+")
                                && !contract.topic().equals("kepu.reading-rooms.openings")))
                .isNotEmpty()
                .allMatch(contract -> Amendment.class.isAssignableFrom(contract.event()));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_correction_and_a_withdrawal_are_marked_as_what_their_names_say(Contract contract) {
        assertThat(Correction.class.isAssignableFrom(contract.event()))
                .isEqualTo(contract.type().matches(".*-corrected\\.v\\d+"));
        assertThat(Withdrawal.class.isAssignableFrom(contract.event()))
                .isEqualTo(contract.type().matches(".*-withdrawn\\.v\\d+")
                        && !contract.topic().equals("kepu.reading-rooms.openings"));
    }

    @Test
    void a_contract_is_found_by_type_and_by_class() {
        Contract left = Contracts.of(TeamEvent.VolunteerLeft.class);
        assertThat(left)
                .isEqualTo(Contracts.ofType("kepu.volunteers.volunteer-left.v1").orElseThrow());
        assertThat(left.topic()).isEqualTo("kepu.volunteers.teams");
        assertThat(Contracts.ofType("kepu.volunteers.volunteer-left.v99")).isEmpty();
        assertThatThrownBy(() -> Contracts.of(UnitEvent.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void topics_are_found_by_their_owner() {
        assertThat(Contracts.topicsOwnedBy("reading-rooms"))
                .isEqualTo(List.of(
                        "kepu.reading-rooms.rooms",
                        "kepu.reading-rooms.openings",
                        "kepu.reading-rooms.consultations",
                        "kepu.reading-rooms.distance-sessions",
                        "kepu.reading-rooms.equipment",
                        "kepu.reading-rooms.standards-checks",
                        "kepu.reading-rooms.demonstration-rooms",
                        "kepu.reading-rooms.deliveries",
                        "kepu.reading-rooms.stock-takes",
                        "kepu.reading-rooms.usage",
                        "kepu.reading-rooms.readers",
                        "kepu.reading-rooms.loans",
                        "kepu.reading-rooms.reservations",
                        "kepu.reading-rooms.effects",
                        "kepu.reading-rooms.duplicates"));
        assertThat(Contracts.topicsOwnedBy("reading")).isEmpty();
    }

    @Test
    void a_dead_letter_topic_belongs_to_one_consumer_group() {
        assertThat(Contracts.deadLetterTopic("kepu.volunteers.teams", "assessment"))
                .isEqualTo("kepu.volunteers.teams.assessment.dlt");
    }

    private static boolean isPersonal(String name) {
        return Arrays.stream(name.split("(?=[A-Z])"))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(PERSONAL_WORDS::contains)
                || PERSONAL_PHRASES.matcher(name.toLowerCase(Locale.ROOT)).lookingAt();
    }
}

package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import org.junit.jupiter.api.Test;

/** Cases that people open before the night does. */
class IntegrityCaseIT {
    private static final String TOWNSHIP = "990701201";
    private static final String VILLAGE = TOWNSHIP + "101";

    @Test
    void a_case_that_was_opened_under_a_key_is_answered_again_though_the_radar_sees_its_flag_no_longer() {
        try (ServiceUnderTest assessment = ServiceUnderTest.start("assessment", Assessment::start)
                .calledBy("inspector-1", "INSPECTOR@" + TOWNSHIP)) {
            Story story = Story.ofVillage(VILLAGE, TOWNSHIP)
                    .about("twice-a")
                    .tell("2025-04-05", service("twice-a"))
                    .about("twice-b")
                    .tell("2025-04-05", service("twice-b"));
            assessment
                    .topics()
                    .publish(new Story(TOWNSHIP, TOWNSHIP)
                            .tell("2020-01-01", new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "试点乡", null))
                            .events());
            assessment.topics().publish(story.events());
            int sent = story.events().size();
            String flag = """
                    {"unitId":"%s","year":2025,"kind":"OVERLAP","event":"%s"}
                    """.formatted(VILLAGE, story.events().getLast().id());
            Answer first = await().atMost(Duration.ofMinutes(3))
                    .until(() -> open(assessment, flag, "case-1"), answer -> answer.status() == 201);

            assessment
                    .topics()
                    .publish(story.tell(
                                    "2025-04-05",
                                    new ServiceWithdrawn("twice-b", "重复登记", Instant.parse("2025-04-05T02:00:00Z")))
                            .events()
                            .subList(sent, sent + 1));
            await().atMost(Duration.ofMinutes(3))
                    .until(() ->
                            "no-such-flag".equals(open(assessment, flag, "").code()));

            Answer again = open(assessment, flag, "case-1");
            assertThat(again.status()).as(again.text()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(open(assessment, flag.replace("OVERLAP", "CLOSED_PAIR"), "case-1")
                            .code())
                    .isEqualTo("idempotency-key-reused");
        }
    }

    private static Answer open(ServiceUnderTest assessment, String flag, String key) {
        return assessment.post("/integrity-cases", flag, "Idempotency-Key", key);
    }

    private static ServiceLogged service(String id) {
        return new ServiceLogged(id, "t-" + VILLAGE, "m0-" + VILLAGE, 60, PlaceKind.VILLAGE, "宣讲", false);
    }
}

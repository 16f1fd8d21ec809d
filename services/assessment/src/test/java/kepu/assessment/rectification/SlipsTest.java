package kepu.assessment.rectification;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.contracts.WorkingDays;
import kepu.contracts.assessment.OrderEvent.Cause;
import kepu.contracts.assessment.OrderEvent.Colour;
import kepu.contracts.assessment.OrderEvent.OrderSlipIssued;
import kepu.defaults.store.DomainEvents;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions.MongoConverterConfigurationAdapter;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/**
 * An order with the deadline Friday 9 October 2026: 1–7 October are holidays, Saturday 10 October and Sunday 20 September are
 * worked. Before each look of the clock the machine is started again: the order is read anew from what is stored.
 */
class SlipsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DEADLINE = LocalDate.of(2026, 10, 9);
    private static final Set<LocalDate> MAKE_UP_DAYS = Set.of(LocalDate.of(2026, 9, 20), LocalDate.of(2026, 10, 10));
    private static final WorkingDays AUTUMN = day -> {
        boolean holiday = day.getMonthValue() == 10 && day.getDayOfMonth() <= 7;
        return MAKE_UP_DAYS.contains(day) || WorkingDays.MONDAY_TO_FRIDAY.include(day) && !holiday;
    };
    private static final MappingMongoConverter STORED = converter();

    private Order order = issued("2026-09-01T10:00", DEADLINE);

    private static MappingMongoConverter converter() {
        MongoCustomConversions conversions =
                MongoCustomConversions.create(MongoConverterConfigurationAdapter::useNativeDriverJavaTimeCodecs);
        MongoMappingContext mapping = new MongoMappingContext();
        mapping.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, mapping);
        converter.setCustomConversions(conversions);
        converter.afterPropertiesSet();
        return converter;
    }

    /** As it is after a restart: read from the bytes that the store keeps. */
    private static Order restarted(Order order) {
        Document document = new Document();
        STORED.write(order, document);
        CodecRegistry codecs = MongoClientSettings.getDefaultCodecRegistry();
        BsonDocument bytes = document.toBsonDocument(Document.class, codecs);
        return STORED.read(
                Order.class,
                codecs.get(Document.class)
                        .decode(bytes.asBsonReader(), DecoderContext.builder().build()));
    }

    private static Order issued(String at, LocalDate deadline) {
        Order order = new Order("o1", "990101201201", "书屋未按时开放", deadline, null, null, null, instant(at));
        order.issue(moment(at, "inspector"));
        order.acknowledge(moment(at, "secretary"));
        order.plan("专人值守", moment(at, "secretary"));
        return order;
    }

    private static Instant instant(String time) {
        return LocalDateTime.parse(time).atZone(ZONE).toInstant();
    }

    private static Moment moment(String time, String by) {
        return Moment.of(instant(time), instant(time), ZONE, by);
    }

    private void handedIn(String time) {
        order.handIn("登记", moment(time, "secretary"));
    }

    private void returned(String time) {
        order.giveBack("不全", moment(time, "inspector"));
    }

    private void extended(String time, LocalDate until) {
        order.requestExtension(until, "雨", moment(time, "secretary"));
        order.extend(moment(time, "inspector"));
    }

    /** What a clock that looks at that time tells, as {@code COLOUR CAUSE at}, after a restart. */
    private List<String> told(String time) {
        order = restarted(order);
        List<String> told = new ArrayList<>();
        DomainEvents next = order.tellSlip(instant(time), ZONE, AUTUMN);
        while (!next.events().isEmpty()) {
            OrderSlipIssued slip = (OrderSlipIssued) next.events().getFirst();
            told.add(slip.colour() + " " + slip.cause() + " " + LocalDateTime.ofInstant(next.occurredAt(), ZONE));
            next = order.tellSlip(instant(time), ZONE, AUTUMN);
        }
        return told;
    }

    @Test
    void the_blue_slip_is_due_as_the_third_working_day_before_the_deadline_begins_across_the_holidays() {
        assertThat(told("2026-09-28T23:59")).isEmpty();
        assertThat(told("2026-09-29T00:00")).containsExactly("BLUE DUE_SOON 2026-09-29T00:00");
        assertThat(told("2026-09-29T00:00")).isEmpty();
        assertThat(told("2026-10-09T23:59")).isEmpty();
    }

    @Test
    void a_make_up_saturday_is_one_of_the_three_working_days() {
        order = issued("2026-09-01T10:00", LocalDate.of(2026, 10, 12));
        assertThat(told("2026-10-07T23:59")).isEmpty();
        assertThat(told("2026-10-08T00:00")).containsExactly("BLUE DUE_SOON 2026-10-08T00:00");
    }

    @Test
    void the_yellow_slip_is_due_as_the_deadline_has_passed() {
        told("2026-09-29T00:00");
        assertThat(told("2026-10-09T23:59")).isEmpty();
        assertThat(told("2026-10-10T00:00")).containsExactly("YELLOW OVERDUE 2026-10-10T00:00");
        assertThat(told("2026-10-10T00:10")).isEmpty();
    }

    @Test
    void the_red_slip_is_due_on_the_seventh_day_overdue() {
        told("2026-10-10T00:00");
        assertThat(told("2026-10-15T23:59")).isEmpty();
        assertThat(told("2026-10-16T00:00")).containsExactly("RED OVERDUE_FOR_A_WEEK 2026-10-16T00:00");
        assertThat(told("2026-12-31T00:00")).isEmpty();
    }

    @Test
    void yellow_and_red_count_days_of_the_calendar_also_through_a_holiday_and_over_a_make_up_saturday() {
        order = issued("2026-09-01T10:00", LocalDate.of(2026, 9, 30));
        told("2026-09-30T00:00");
        assertThat(told("2026-09-30T23:59")).isEmpty();
        assertThat(told("2026-10-01T00:00")).containsExactly("YELLOW OVERDUE 2026-10-01T00:00");
        assertThat(told("2026-10-06T23:59")).isEmpty();
        assertThat(told("2026-10-07T00:00")).containsExactly("RED OVERDUE_FOR_A_WEEK 2026-10-07T00:00");

        order = issued("2026-09-01T10:00", LocalDate.of(2026, 10, 4));
        told("2026-10-05T00:00");
        assertThat(told("2026-10-10T23:59")).isEmpty();
        assertThat(told("2026-10-11T00:00")).containsExactly("RED OVERDUE_FOR_A_WEEK 2026-10-11T00:00");
    }

    @Test
    void a_late_clock_tells_each_slip_with_its_own_hour_and_none_twice() {
        assertThat(told("2026-12-01T08:00"))
                .containsExactly(
                        "BLUE DUE_SOON 2026-09-29T00:00",
                        "YELLOW OVERDUE 2026-10-10T00:00",
                        "RED OVERDUE_FOR_A_WEEK 2026-10-16T00:00");
        assertThat(told("2026-12-01T08:10")).isEmpty();
        assertThat(told("2026-09-30T08:00")).as("a clock that was set back").isEmpty();
    }

    @Test
    void the_clock_rests_while_evidence_handed_in_by_the_deadline_is_with_the_inspectors() {
        told("2026-09-29T00:00");
        handedIn("2026-10-09T23:59");
        assertThat(told("2026-10-20T10:19")).isEmpty();
        returned("2026-10-20T10:20");
        assertThat(told("2026-10-20T10:20")).containsExactly("YELLOW OVERDUE 2026-10-20T10:20");
        assertThat(told("2026-10-26T10:19")).isEmpty();
        assertThat(told("2026-10-26T10:20")).containsExactly("RED OVERDUE_FOR_A_WEEK 2026-10-26T10:20");
    }

    @Test
    void evidence_that_came_late_keeps_back_the_red_slip_and_not_the_yellow_one() {
        told("2026-09-29T00:00");
        handedIn("2026-10-12T09:00");
        assertThat(told("2026-10-12T09:10")).containsExactly("YELLOW OVERDUE 2026-10-10T00:00");
        assertThat(told("2026-10-16T00:00")).isEmpty();
        returned("2026-10-14T09:00");
        assertThat(told("2026-10-17T23:59")).isEmpty();
        assertThat(told("2026-10-18T00:00")).containsExactly("RED OVERDUE_FOR_A_WEEK 2026-10-18T00:00");
    }

    @Test
    void a_blue_slip_waits_for_the_clock_to_run_again_and_is_not_told_after_the_deadline() {
        handedIn("2026-09-25T09:00");
        assertThat(told("2026-09-29T00:00")).isEmpty();
        returned("2026-10-08T10:00");
        assertThat(told("2026-10-08T10:00")).containsExactly("BLUE DUE_SOON 2026-10-08T10:00");

        order = issued("2026-09-01T10:00", DEADLINE);
        handedIn("2026-09-25T09:00");
        returned("2026-10-10T00:00");
        assertThat(told("2026-10-10T00:00")).containsExactly("YELLOW OVERDUE 2026-10-10T00:00");
    }

    @Test
    void an_extended_deadline_has_slips_of_its_own_and_the_one_before_has_none_any_more() {
        told("2026-09-29T00:00");
        extended("2026-10-08T10:00", LocalDate.of(2026, 10, 16));
        assertThat(told("2026-10-12T23:59")).isEmpty();
        assertThat(told("2026-10-13T00:00")).containsExactly("BLUE DUE_SOON 2026-10-13T00:00");
        assertThat(told("2026-10-16T23:59")).isEmpty();
        assertThat(told("2026-10-17T00:00")).containsExactly("YELLOW OVERDUE 2026-10-17T00:00");
    }

    @Test
    void an_order_with_less_time_gets_its_blue_slip_as_the_deadline_is_set() {
        order = issued("2026-10-08T10:00", DEADLINE);
        assertThat(told("2026-10-08T10:00")).containsExactly("BLUE DUE_SOON 2026-10-08T10:00");
        extended("2026-10-09T15:00", LocalDate.of(2026, 10, 10));
        assertThat(told("2026-10-09T15:00")).containsExactly("BLUE DUE_SOON 2026-10-09T15:00");
    }

    @Test
    void after_a_red_slip_for_a_second_failure_the_week_brings_no_other() {
        for (String time : List.of("2026-09-10T09:00", "2026-09-11T09:00")) {
            handedIn(time);
            order.accept(moment(time, "inspector"));
            order.fail("未开放", moment(time, "inspector"));
        }
        assertThat(told("2026-12-01T08:00"))
                .containsExactly("BLUE DUE_SOON 2026-09-29T00:00", "YELLOW OVERDUE 2026-10-10T00:00");
        assertThat(order.slips()).extracting(Order.Slip::cause).contains(Cause.FAILED_TWICE);
        assertThat(order.slips())
                .filteredOn(slip -> slip.colour() == Colour.RED)
                .hasSize(1);
    }

    @Test
    void nothing_is_told_of_an_order_that_has_ended() {
        order.cancel("下达有误", moment("2026-09-02T10:00", "inspector"));
        assertThat(told("2026-12-01T08:00")).isEmpty();
        order = issued("2026-09-01T10:00", DEADLINE);
        handedIn("2026-09-10T09:00");
        order.accept(moment("2026-09-11T09:00", "inspector"));
        order.signOff("合格", moment("2026-09-12T09:00", "inspector"));
        assertThat(told("2026-12-01T08:00")).isEmpty();
    }

    @Test
    void taking_note_is_in_time_up_to_the_end_of_the_third_working_day_the_make_up_saturday_after_the_holidays() {
        order = new Order("o1", "v", "书屋", DEADLINE.plusDays(30), null, null, null, instant("2026-09-30T10:00"));
        order.issue(moment("2026-09-30T10:00", "inspector"));
        LocalDate saturday = LocalDate.of(2026, 10, 10);
        LocalDate by = restarted(order).past().acknowledgeBy(ZONE, AUTUMN);
        assertThat(by).isEqualTo(saturday);
        assertThat(order.past().isAcknowledgedAfter(by, saturday, ZONE)).isFalse();
        assertThat(order.past().isAcknowledgedAfter(by, saturday.plusDays(1), ZONE))
                .isTrue();

        order.acknowledge(moment("2026-10-10T23:59", "secretary"));
        assertThat(restarted(order).past().isAcknowledgedAfter(by, LocalDate.of(2026, 12, 1), ZONE))
                .isFalse();
    }
}

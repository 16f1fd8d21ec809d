package kepu.readingrooms.equipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentCorrected;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentFaultReported;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentInstalled;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentRemoved;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentRepaired;
import kepu.contracts.readingrooms.EquipmentEvent.Kind;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EquipmentTest {
    private static final Instant INSTALLED = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant BROKEN = INSTALLED.plusSeconds(3600);
    private static final Instant REPAIRED = BROKEN.plusSeconds(3600);

    @Test
    void a_piece_has_one_open_fault_at_a_time_reported_and_repaired_in_the_order_of_time() {
        Equipment receiver = receiver();
        assertThat(receiver.record().events())
                .containsExactly(new EquipmentInstalled("e1", "r1", Kind.SATELLITE_RECEIVER));

        refuses("equipment-in-order", () -> receiver.repair("换线", BROKEN, "keeper"));
        refuses("equipment-wrong-order", () -> receiver.report("f1", "无信号", INSTALLED.minusMillis(1), "keeper"));
        assertThat(receiver.report("f1", "无信号", BROKEN, "keeper").events())
                .containsExactly(new EquipmentFaultReported("e1", "f1"));
        refuses("equipment-out-of-order", () -> receiver.report("f2", "又坏了", REPAIRED, "keeper"));
        refuses("equipment-wrong-order", () -> receiver.repair("换线", BROKEN.minusMillis(1), "keeper"));
        assertThat(receiver.repair("换线", REPAIRED, "keeper").events())
                .containsExactly(new EquipmentRepaired("e1", "f1", BROKEN));
        assertThat(receiver.report("f2", "又坏了", REPAIRED, "keeper").events()).hasSize(1);
    }

    @Test
    void what_left_the_room_has_no_more_faults() {
        Equipment receiver = receiver();

        assertThat(receiver.remove("已到报废年限", REPAIRED).events()).containsExactly(new EquipmentRemoved("e1", "已到报废年限"));
        refuses("equipment-removed", () -> receiver.report("f1", "无信号", REPAIRED, "keeper"));
        refuses("equipment-removed", () -> receiver.remove("再移", REPAIRED));
    }

    @Test
    void a_correction_puts_it_into_the_room_no_later_than_its_first_fault() {
        Equipment receiver = receiver();
        receiver.report("f1", "无信号", BROKEN, "keeper");
        Equipment.Content computer = new Equipment.Content("r1", Kind.COMPUTER, "电脑");

        assertThat(receiver.correct(computer, BROKEN, "clerk").events())
                .containsExactly(new EquipmentCorrected("e1", "r1", Kind.COMPUTER, INSTALLED));
        refuses("equipment-wrong-order", () -> receiver.correct(computer, BROKEN.plusMillis(1), "clerk"));
    }

    private static Equipment receiver() {
        Equipment.Content content = new Equipment.Content("r1", Kind.SATELLITE_RECEIVER, "远教接收机");
        return new Equipment("e1", "990101201201", content, INSTALLED, "keeper");
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

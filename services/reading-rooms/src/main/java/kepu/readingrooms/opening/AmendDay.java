package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Corrects or withdraws what was recorded wrongly of a day. */
@Component
class AmendDay {
    private final AggregateStore store;
    private final ZoneId zone;

    AmendDay(AggregateStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    Receipt correct(Command command, String roomId, LocalDate date, OpeningController.CorrectionRequest request) {
        return store.update(
                command,
                RoomDay.class,
                RoomDay.id(roomId, date),
                day -> day.correct(
                        OpeningController.statement(request.sessions(), request.closedReason()),
                        command.actor(),
                        LocalDateTime.ofInstant(command.now(), zone),
                        zone));
    }

    Receipt withdraw(Command command, String roomId, LocalDate date, WithdrawalRequest request) {
        return store.update(
                command, RoomDay.class, RoomDay.id(roomId, date), day -> day.withdraw(request.reason(), zone));
    }
}

package kepu.readingrooms.reader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import kepu.access.Allow;
import kepu.access.AsksAnew;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.text.HoldsPersonalData;
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

/**
 * Readers over HTTP, by id ({@code unit:readerId}). What carries personal data prints nothing of itself, and no constraint
 * stands on it: the framework logs both bodies and rejected values when it is told to be talkative.
 */
@RestController
@RequestMapping("/api/v1/reading-rooms/readers")
class ReaderController {
    private static final String READERS = "/api/v1/reading-rooms/readers";
    private static final String UNPRINTED = "(personal data)";

    private final RegisterReader registerReader;
    private final ChangeReader changeReader;
    private final UnmaskReader unmaskReader;
    private final EraseReader eraseReader;
    private final Readers readers;

    ReaderController(
            RegisterReader registerReader,
            ChangeReader changeReader,
            UnmaskReader unmaskReader,
            EraseReader eraseReader,
            Readers readers) {
        this.registerReader = registerReader;
        this.changeReader = changeReader;
        this.unmaskReader = unmaskReader;
        this.eraseReader = eraseReader;
        this.readers = readers;
    }

    /** {@code readerId} is a pseudonym, never a name; {@code guardian} names who consented for somebody under 14. */
    record ReaderRequest(
            @NotBlank @Text(max = 64) String roomId,

            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}")
            String readerId,

            @Nullable String name,
            @Nullable String birthDate,
            @HoldsPersonalData @Nullable String phone,
            @Nullable String guardian,
            @Nullable Instant occurredAt) {
        DataRequest data() {
            return new DataRequest(name, birthDate, phone, guardian);
        }

        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    record DataRequest(
            @Nullable String name,
            @Nullable String birthDate,
            @HoldsPersonalData @Nullable String phone,
            @Nullable String guardian) {
        Plain plain(LocalDate on) {
            return Plain.of(name, Plain.day(birthDate), phone, guardian, on);
        }

        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    record UnmaskingRequest(
            @NotBlank @Text(max = 200, lines = true) String purpose) {}

    record ErasureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    record UnmaskedReaderView(
            String readerId,
            String name,
            LocalDate birthDate,
            @Nullable String phone,
            @Nullable String guardian) {
        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody ReaderRequest request, Command command) {
        return Receipts.created(READERS, registerReader.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @GetMapping
    ListAnswer<Readers.KnownView> readers(ListRequest<Reader> request) {
        return request.answer(Readers::known);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @AsksAnew
    @GetMapping("/{id}")
    ResponseEntity<Readers.ReaderView> reader(@PathVariable String id) {
        Readers.ReaderView reader = readers.reader(id);
        return Receipts.unkept(reader.version(), reader);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> change(@PathVariable String id, @Valid @RequestBody DataRequest request, Command command) {
        return Receipts.done(changeReader.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/unmasking")
    ResponseEntity<UnmaskedReaderView> unmask(
            @PathVariable String id, @Valid @RequestBody UnmaskingRequest request, Command command) {
        UnmaskReader.Unmasked unmasked = unmaskReader.handle(command, id, request);
        Plain plain = unmasked.plain();
        return Receipts.unkept(
                unmasked.version(),
                new UnmaskedReaderView(
                        unmasked.readerId(),
                        plain.name(),
                        plain.birthDate(),
                        plain.phone() == null ? null : plain.phone().plain(),
                        plain.guardian()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/erasure")
    ResponseEntity<Receipt> erase(
            @PathVariable String id, @Valid @RequestBody ErasureRequest request, Command command) {
        return Receipts.done(eraseReader.handle(command, id, request));
    }
}

package kepu.readingrooms.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.EffectEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import kepu.defaults.record.VerificationRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Effects over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms/effects")
class EffectController {
    private final AmendableRecords records;
    private final Rooms rooms;

    EffectController(AmendableRecords records, Rooms rooms) {
        this.records = records;
        this.rooms = rooms;
    }

    record EffectRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 2000, lines = true) String description,
            @Min(1) @Max(100_000) int beneficiaries,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 2000, lines = true) String description,
            @Min(1) @Max(100_000) int beneficiaries,
            @Nullable Instant occurredAt) {}

    record EffectView(
            String id,
            String unitId,
            @JsonUnwrapped Effect.Content content,
            Instant occurredAt,
            Effect.State state,
            @Nullable Duplicate duplicate,
            String recordedBy,
            @Nullable String verifiedBy,
            @Nullable String evidence,
            long version) {
        static EffectView of(Effect effect) {
            return new EffectView(
                    effect.id(),
                    effect.unitId(),
                    effect.content(),
                    effect.occurredAt(),
                    effect.state(),
                    effect.duplicate(),
                    effect.recordedBy(),
                    effect.verifiedBy(),
                    effect.evidence(),
                    effect.version());
        }

        static List<EffectView> of(List<Effect> effects) {
            return effects.stream().map(EffectView::of).toList();
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> report(@Valid @RequestBody EffectRequest request, Command command) {
        return Receipts.created(records.record(command, Effect.class, "effect", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            Effect.Content content = new Effect.Content(
                    room.roomId(), request.kind(), request.title(), request.description(), request.beneficiaries());
            return new Effect(id, room.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<EffectView> effects(ListRequest<Effect> request) {
        return request.answer(EffectView::of);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<EffectView> effect(@PathVariable String id) {
        EffectView effect = EffectView.of(records.get(Effect.class, id));
        return Receipts.versioned(effect.version(), effect);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, Effect.class, id, request.occurredAt(), (effect, at) -> {
            String roomId = effect.content().roomId();
            rooms.standing(roomId, at);
            return new Effect.Content(
                    roomId, request.kind(), request.title(), request.description(), request.beneficiaries());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR})
    @PostMapping("/{id}/verification")
    ResponseEntity<Receipt> verify(
            @PathVariable String id, @Valid @RequestBody VerificationRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                Effect.class,
                id,
                effect ->
                        effect.verify(command.actor(), request.evidence(), command.occurredAt(request.occurredAt()))));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Effect.class, id, request));
    }
}

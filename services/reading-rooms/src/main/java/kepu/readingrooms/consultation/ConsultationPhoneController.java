package kepu.readingrooms.consultation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.text.HoldsPersonalData;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The number of whoever asked, over HTTP; what carries it prints nothing of itself, and no constraint stands on it. */
@RestController
@RequestMapping("/api/v1/reading-rooms/consultations/{id}/phone")
class ConsultationPhoneController {
    private final AskersPhone phones;

    ConsultationPhoneController(AskersPhone phones) {
        this.phones = phones;
    }

    record PhoneRequest(@HoldsPersonalData @Nullable String phone) {
        @Override
        public String toString() {
            return "(personal data)";
        }
    }

    record PhoneUnmaskingRequest(
            @NotBlank @Text(max = 200, lines = true) String purpose) {}

    record PhoneErasureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    record UnmaskedPhoneView(String phone) {
        @Override
        public String toString() {
            return "(personal data)";
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping
    ResponseEntity<Receipt> record(@PathVariable String id, @Valid @RequestBody PhoneRequest request, Command command) {
        return Receipts.done(phones.record(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/unmasking")
    ResponseEntity<UnmaskedPhoneView> unmask(
            @PathVariable String id, @Valid @RequestBody PhoneUnmaskingRequest request, Command command) {
        AskersPhone.Unmasked unmasked = phones.unmask(command, id, request.purpose());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag('"' + Long.toString(unmasked.version()) + '"')
                .body(new UnmaskedPhoneView(unmasked.phone().plain()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/erasure")
    ResponseEntity<Receipt> erase(
            @PathVariable String id, @Valid @RequestBody PhoneErasureRequest request, Command command) {
        return Receipts.done(phones.erase(command, id, request.reason()));
    }
}

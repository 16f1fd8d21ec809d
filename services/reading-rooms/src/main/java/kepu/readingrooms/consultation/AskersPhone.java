package kepu.readingrooms.consultation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.sealing.Erasures;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.Phone;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The number under which whoever asked is called back: sealed, shown for a purpose that is told first, and erased for good. */
@Component
class AskersPhone {
    private static final String FIELD = "phone";

    private final AggregateStore store;
    private final PersonKeys keys;
    private final Erasures erasures;

    AskersPhone(AggregateStore store, PersonKeys keys, MongoOperations mongo) {
        this.store = store;
        this.keys = keys;
        this.erasures = new Erasures(mongo, keys, Consultation.class);
    }

    /** A number with the key that is to seal it; kept once the consultation that it belongs to is about to be stored. */
    record Stated(Phone phone, PersonKey key) {
        /** @throws Rejection 422 {@code invalid-phone} */
        static @Nullable Stated of(@Nullable String phone) {
            return phone == null ? null : new Stated(Phone.of(phone), PersonKey.fresh());
        }
    }

    String sealed(Stated stated, String consultationId) {
        keys.keep(stated.key());
        return stated.key().seal(consultationId, FIELD, stated.phone().plain());
    }

    /** What was refused leaves no key. */
    void forget(Stated stated) {
        keys.destroy(stated.key().id());
    }

    /** Seals a number with the key that the consultation has, or a new one if it has none. */
    Receipt record(Command command, String id, ConsultationPhoneController.PhoneRequest request) {
        Phone phone = Phone.of(request.phone() == null ? "" : request.phone());
        PersonKey fresh = PersonKey.fresh();
        boolean[] kept = {false};
        try {
            return store.update(command.onSeenVersion(), Consultation.class, id, one -> {
                String known = one.keyId();
                PersonKey key = known == null
                        ? fresh
                        : keys.find(known).orElseThrow(() -> ConsultationRejection.phoneErased(id));
                if (known == null && !kept[0]) {
                    keys.keep(fresh);
                    kept[0] = true;
                }
                return one.recordPhone(key.seal(id, FIELD, phone.plain()), key.id(), command.now());
            });
        } catch (Rejection refused) {
            if (kept[0]) {
                keys.destroy(fresh.id());
            }
            throw refused;
        }
    }

    record Unmasked(Phone phone, long version) {}

    Unmasked unmask(Command command, String id, String purpose) {
        AtomicReference<Phone> opened = new AtomicReference<>();
        Receipt receipt = store.update(command, Consultation.class, id, one -> {
            opened(one).ifPresent(opened::set);
            return one.unmaskPhone(purpose, command.now());
        });
        Phone phone = opened.get();
        if (phone == null) { // a retry, perhaps by somebody else, of which nothing would be told
            throw ConsultationRejection.unmaskedUnderThisKey();
        }
        return new Unmasked(phone, receipt.version());
    }

    private Optional<Phone> opened(Consultation one) {
        String sealed = one.phone();
        String keyId = one.keyId();
        return sealed == null || keyId == null
                ? Optional.empty()
                : keys.find(keyId).map(key -> new Phone(key.open(one.id(), FIELD, sealed)));
    }

    /** Stored and told first, then the key is destroyed. */
    Receipt erase(Command command, String id, String reason) {
        return erasures.erase(
                id,
                ConsultationRejection.PHONE_ERASED,
                () -> store.update(command, Consultation.class, id, one -> one.erasePhone(reason, command.now())));
    }
}

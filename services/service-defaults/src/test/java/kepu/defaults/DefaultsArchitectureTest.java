package kepu.defaults;

import java.util.List;
import java.util.Set;
import kepu.architecture.ArchitectureTest;
import kepu.architecture.Room;

class DefaultsArchitectureTest extends ArchitectureTest {
    DefaultsArchitectureTest() {
        super("kepu.defaults");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.defaults..");
    }

    @Override
    protected List<Room> rooms() {
        return List.of(
                Room.of("kepu.defaults.text"),
                Room.of("kepu.defaults.trace"),
                Room.of("kepu.defaults.pace"),
                Room.of("kepu.defaults.secret"),
                Room.of("kepu.defaults.failure"),
                // who asks, for what, and why it is refused
                new Room("command", Set.of("kepu.defaults", "kepu.defaults.access"), Set.of()),
                Room.of("kepu.defaults.input", "command", "text"),
                Room.of("kepu.defaults.list", "command", "text", "input"),
                Room.of("kepu.defaults.audit.signature", "secret"),
                Room.of("kepu.defaults.audit", "signature"),
                Room.of("kepu.defaults.audit.verification", "audit", "signature"),
                // aggregates, the keys that they hold, and the events that wait in their documents
                new Room(
                        "store",
                        Set.of("kepu.defaults.store", "kepu.defaults.key", "kepu.defaults.outbox"),
                        Set.of("command", "text", "audit", "trace", "pace")),
                Room.of("kepu.defaults.set", "store"),
                Room.of("kepu.defaults.record", "command", "text", "list", "store"),
                Room.of("kepu.defaults.remind", "command", "store"),
                Room.of("kepu.defaults.sealing", "command", "secret"),
                Room.of("kepu.defaults.consume", "failure", "trace", "pace"),
                Room.of("kepu.defaults.replica", "command", "consume"),
                Room.of("kepu.defaults.snapshot", "failure", "store", "consume"),
                Room.of("kepu.defaults.admission", "command", "text", "input"),
                Room.of(
                        "kepu.defaults.web",
                        "command",
                        "text",
                        "failure",
                        "input",
                        "admission",
                        "store",
                        "record",
                        "trace"),
                Room.of("kepu.defaults.observe", "command", "failure", "store", "trace"),
                new Room(
                        "wiring",
                        Set.of(ServiceDefaults.class.getName()),
                        Set.of(
                                "admission",
                                "consume",
                                "list",
                                "observe",
                                "record",
                                "replica",
                                "set",
                                "snapshot",
                                "store",
                                "text",
                                "web")));
    }
}

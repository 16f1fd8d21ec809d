package kepu.sample.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import tools.jackson.databind.JsonNode;

/**
 * The accounts of the sample (示例账号): two machines that load it, and for every role a person and a machine to try the
 * installation with. Each is a line of a file that only its owner may read, once it can be used.
 */
final class SampleAccounts {
    static final String RECORDER = "recorder";
    static final String VERIFIER = "verifier";
    static final String READER = "reader";

    private static final String ACCOUNTS = "/api/v1/identity/accounts";
    private static final String CLIENTS = "/api/v1/identity/clients";
    private static final String HEADING = """
            # 示例账号: accounts of the sample county, for trying things out. Close them where real people work.
            # People sign in at /login and choose another password first; machines: infra/bin/token <name>
            # kind	name	role	unit	username or client id	first password or client secret
            """;

    private static final Map<String, Wanted> WANTED = wanted();

    private final Path file;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private SampleAccounts(Path file) {
        this.file = file;
    }

    private enum Kind {
        MACHINE,
        PERSON
    }

    /** An account and the one role granted to it. */
    private record Wanted(Kind kind, String name, String title, String role, String unitId) {}

    private record Line(Wanted account, String signIn, String secret) {
        private String text() {
            return String.join(
                    "\t",
                    account.kind() == Kind.PERSON ? "person" : "machine",
                    account.name(),
                    account.role(),
                    account.unitId(),
                    signIn,
                    secret);
        }
    }

    private static Map<String, Wanted> wanted() {
        Map<String, Wanted> all = new LinkedHashMap<>();
        machine(all, RECORDER, "录入", "TOWNSHIP_CLERK", SampleCounty.COUNTY);
        machine(all, VERIFIER, "核实", "INSPECTOR", SampleCounty.COUNTY);
        String village = SampleVillage.QINGHE.unitId();
        both(all, "administrator", "系统管理员", "SYSTEM_ADMINISTRATOR", SampleCounty.COUNTY);
        both(all, "analyst", "县级分析员", "COUNTY_ANALYST", SampleCounty.COUNTY);
        both(all, "clerk", "乡科普专干", "TOWNSHIP_CLERK", SampleCounty.TOWNSHIP);
        both(all, "inspector", "督查员", "INSPECTOR", SampleCounty.COUNTY);
        both(all, "secretary", "村支书", "VILLAGE_SECRETARY", village);
        both(all, "leader", "服务队队长", "TEAM_LEADER", village);
        both(all, "keeper", "书屋管理员", "ROOM_KEEPER", village);
        both(all, "auditor", "审计员", "AUDITOR", SampleCounty.COUNTY);
        machine(all, READER, "机器客户端", "MACHINE_CLIENT", SampleCounty.COUNTY);
        return all;
    }

    private static void both(Map<String, Wanted> all, String name, String title, String role, String unitId) {
        String username = "sample-" + name;
        all.put(username, new Wanted(Kind.PERSON, username, title, role, unitId));
        machine(all, name, title, role, unitId);
    }

    private static void machine(Map<String, Wanted> all, String name, String title, String role, String unitId) {
        all.put(name, new Wanted(Kind.MACHINE, name, title, role, unitId));
    }

    static SampleAccounts in(Path file) {
        SampleAccounts accounts = new SampleAccounts(file);
        try {
            accounts.read();
            return accounts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A last line that was cut off is dropped; its account gets another secret. */
    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().filter(line -> !line.startsWith("#")).toList()) {
            String[] fields = line.split("\t", -1);
            Wanted account = fields.length == 6 ? WANTED.get(fields[1]) : null;
            if (account == null) {
                throw new LoadStopped(file + " has a line that is no account of the sample");
            }
            lines.put(account.name(), new Line(account, fields[4], fields[5]));
        }
        if (whole.length() < text.length()) {
            rewrite();
        }
    }

    synchronized boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Forgets everything: the installation that the file speaks of is gone. */
    synchronized void startOver() {
        lines.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Of an account that was opened before. */
    synchronized ClientCredentials machine(String name) {
        Line line = lines.get(name);
        if (line == null) {
            throw new LoadStopped(file + " does not know the machine " + name);
        }
        return new ClientCredentials(line.signIn(), line.secret());
    }

    /** Opens the accounts that are not open yet. */
    void openAll(GatewayClient administrator) {
        WANTED.keySet().forEach(name -> ensure(administrator, name));
    }

    /** Opens the machine's account unless it is open, and tells what it signs in with. */
    ClientCredentials open(GatewayClient administrator, String machine) {
        ensure(administrator, machine);
        return machine(machine);
    }

    private void ensure(GatewayClient administrator, String name) {
        Wanted account = WANTED.get(name);
        if (account != null && !knows(name)) {
            Line opened = account.kind() == Kind.PERSON
                    ? openPerson(administrator, account)
                    : openMachine(administrator, account);
            append(opened);
        }
    }

    private synchronized boolean knows(String name) {
        return lines.containsKey(name);
    }

    private static Line openPerson(GatewayClient administrator, Wanted account) {
        JsonNode opened = administrator.post(
                ACCOUNTS,
                Map.of(
                        "username",
                        account.name(),
                        "displayName",
                        "示例账号·" + account.title(),
                        "unitId",
                        account.unitId()),
                key(account, "account"));
        grant(administrator, account, id(opened));
        String password = opened.path("firstPassword").asString("");
        if (password.isEmpty()) {
            password = administrator
                    .post(
                            ACCOUNTS + "/" + id(opened) + "/password-reset",
                            Map.of("reason", "示例账号的首次口令未能记录"),
                            once(account))
                    .path("firstPassword")
                    .asString("");
        }
        return line(account, account.name(), password);
    }

    private static Line openMachine(GatewayClient administrator, Wanted account) {
        JsonNode opened = administrator.post(
                CLIENTS,
                Map.of("name", "示例账号·机器·" + account.title(), "unitId", account.unitId()),
                key(account, "client"));
        grant(administrator, account, id(opened));
        String secret = opened.path("clientSecret").asString("");
        if (secret.isEmpty()) {
            secret = administrator
                    .post(CLIENTS + "/" + id(opened) + "/secret", Map.of(), once(account))
                    .path("clientSecret")
                    .asString("");
        }
        return line(account, id(opened), secret);
    }

    private static void grant(GatewayClient administrator, Wanted account, String id) {
        administrator.post(
                ACCOUNTS + "/" + id + "/grants",
                Map.of("role", account.role(), "unitId", account.unitId()),
                key(account, "grant"));
    }

    private static String id(JsonNode opened) {
        return opened.path("id").asString();
    }

    private static Line line(Wanted account, String signIn, String secret) {
        if (secret.isEmpty()) {
            throw new LoadStopped("the account " + account.name() + " was opened, yet nobody said with which secret");
        }
        return new Line(account, signIn, secret);
    }

    private static String key(Wanted account, String what) {
        return "sample:account:" + account.name() + ":" + what;
    }

    /** A secret is told once only, so that whoever asks again wants another. */
    private static String once(Wanted account) {
        return key(account, UUID.randomUUID().toString());
    }

    private synchronized void append(Line line) {
        try {
            if (lines.isEmpty()) {
                write(HEADING + line.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                write(line.text() + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        lines.put(line.account().name(), line);
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder(HEADING);
        List<Line> known = new ArrayList<>(lines.values());
        known.forEach(line -> text.append(line.text()).append('\n'));
        write(text.toString(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void write(String text, StandardOpenOption... how) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.WRITE, how);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}

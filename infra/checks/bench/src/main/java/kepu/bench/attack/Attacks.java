package kepu.bench.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What an outsider can try at the gateway, byte by byte. */
final class Attacks {
    static final String UNIT = "/api/v1/organization/units/990101";

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final String administrator;
    private final String attacker;
    private final SignInPage signIn;

    /**
     * @param administrator who opens accounts
     * @param attacker whose token is good
     */
    Attacks(String administrator, String attacker, SignInPage signIn) {
        this.administrator = "Authorization: " + administrator;
        this.attacker = "Authorization: " + attacker;
        this.signIn = signIn;
    }

    List<Attack> all() {
        String guess = "username=nobody&password=x&_csrf=" + signIn.csrf();
        return List.of(
                Attack.flood("queries that nobody can read", 50, get(UNIT + "?a=%zz", attacker)),
                Attack.flood("the same where people sign in", 50, get("/oauth2/authorize?a=%C4%E3")),
                Attack.flood("encoded paths", 50, get("/%61pi/v1/organization/units/990101")),
                Attack.flood(
                        "eleven languages",
                        50,
                        get(UNIT, attacker, "Accept-Language: ar,de,en,es,fr,hi,ja,ko,pt,ru,zh")),
                Attack.flood("headers of 9 KB", 50, get(UNIT, attacker, "X: " + "x".repeat(9 * 1024))),
                Attack.flood("300 cookies", 50, get("/login", "Cookie: " + "a=b; ".repeat(300))),
                Attack.flood("Transfer-Encoding: x", 50, raw("/login", "", "Transfer-Encoding: x")),
                Attack.flood(
                        "two lengths",
                        50,
                        raw(UNIT, "0\r\n\r\n", attacker, "Content-Length: 5", "Transfer-Encoding: chunked")),
                Attack.flood(
                        "bytes behind a refused body", 50, raw(UNIT, "{}GET / HTTP/1.1\r\n\r\n", "Content-Length: 2")),
                Attack.flood("forged tokens", 50, get(UNIT, forged())),
                Attack.flood("foreign hosts", 50, get(UNIT).replace("Host: localhost", "Host: evil.example")),
                Attack.flood(
                        "bodies of 300 KB",
                        20,
                        raw(UNIT, "x".repeat(300 * 1024), attacker, "Content-Length: " + 300 * 1024)),
                Attack.flood(
                        "batches of brackets",
                        20,
                        raw(
                                "/api/v1/batches",
                                "[".repeat(50_000),
                                attacker,
                                "Content-Type: application/json",
                                "Content-Length: 50000")),
                Attack.flood("pages for signing in", 100, get("/login")),
                Attack.flood("wrong passwords", 20, submit("/login", guess, "Cookie: " + signIn.cookie())),
                Attack.flood(
                        "wrong secrets of machines",
                        20,
                        submit("/oauth2/token", "grant_type=client_credentials&client_id=x&client_secret=y")),
                Attack.flood("codes of certificates", 50, get("/certificates?code=ABCDEFGHJKMN")),
                Attack.flood("questions to no room", 20, submit("/consultations", "room=x&key=k&question=q")),
                Attack.flood("probes", 200, get("/health")),
                new Attack("60 account openings at once", 60, 60, _ -> opening(), ""),
                Attack.slow("300 connections with slow headers", 300, "GET / HTTP/1.1\r\nHost: localhost\r\n", "X"),
                Attack.slow(
                        "64 connections with slow bodies", 64, raw("/login", "", FORM, "Content-Length: 1000"), "x"),
                Attack.slow("1,000 connections that say nothing", 1000, "", ""));
    }

    private String opening() {
        String body = "{\"username\":\"" + UUID.randomUUID() + "\",\"displayName\":\"某人\",\"unitId\":\"all\"}";
        return raw(
                "/api/v1/identity/accounts",
                new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                administrator,
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The signature of another token. */
    private String forged() {
        return attacker.substring(0, attacker.length() - 8) + "AAAAAAAA";
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private static String raw(String path, String body, String... headers) {
        return get(path, headers).replaceFirst("GET", "POST") + body;
    }

    private static String submit(String path, String fields, String... headers) {
        return raw(
                path,
                fields,
                Stream.concat(Stream.of(headers), Stream.of(FORM, "Content-Length: " + fields.length()))
                        .toArray(String[]::new));
    }
}

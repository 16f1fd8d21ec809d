package kepu.contracts.fact;

/** A withdrawal (撤回), made at {@code occurredAt}: the fact never was. */
public interface Withdrawal extends Amendment {
    String reason();
}

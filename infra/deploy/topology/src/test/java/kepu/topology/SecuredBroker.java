package kepu.topology;

/** A broker that asks for passwords and denies what nobody allowed; at first it knows its administrator only. */
interface SecuredBroker extends AutoCloseable {
    String ADMIN_PASSWORD = "of-the-administrator";

    String bootstrapServers();

    @Override
    void close();
}

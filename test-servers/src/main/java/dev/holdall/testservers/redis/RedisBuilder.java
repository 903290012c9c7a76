package dev.holdall.testservers.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A builder for the servers of a topology, all of which have the same settings.
 *
 * @param <B> the builder of the topology
 */
abstract class RedisBuilder<B extends RedisBuilder<B>> {

    private final RedisConf conf = new RedisConf();
    private RedisVersion version = RedisVersion.standard();
    private boolean tls;
    private @Nullable String locale;

    RedisBuilder() {}

    abstract B self();

    final RedisSettings settings() {
        return new RedisSettings(version, new RedisConf().add(conf), tls, locale);
    }

    /**
     * Chooses the version of all servers; by default {@link RedisVersion#standard()}.
     *
     * @param chosen the version
     * @return this
     */
    public final B version(RedisVersion chosen) {
        version = chosen;
        return self();
    }

    /**
     * Adds a line to the servers' redis.conf, such as {@code config("maxmemory", "2mb")}. Without such lines there is
     * no persistence, and the command DEBUG is allowed.
     *
     * @param directive the name of the option
     * @param values the values of the option, unquoted
     * @return this
     */
    public final B config(String directive, String... values) {
        conf.add(directive, values);
        return self();
    }

    /**
     * Requires TLS of clients, or not; by default no connection uses it. With TLS, the servers also use it among each
     * other. Clients don't need a certificate.
     *
     * @param required whether clients must use TLS
     * @return this
     */
    public final B tls(boolean required) {
        tls = required;
        return self();
    }

    /**
     * Adds a user. By default clients are the user {@code default}, who needs no password and may do everything.
     *
     * @param name the user's name
     * @param password the user's password
     * @param rules what the user may do, as for {@code ACL SETUSER}: {@code "~sessions:* +@read"}
     * @return this
     */
    public final B aclUser(String name, String password, String rules) {
        List<String> values = new ArrayList<>(List.of(name, "on", ">" + password));
        values.addAll(List.of(rules.trim().split("\\s+")));
        return config("user", values.toArray(String[]::new));
    }

    /**
     * Sets the password of the user {@code default}. Clients then need it, or have to log in as another user.
     *
     * @param required the password of the user {@code default}
     * @return this
     */
    public final B password(String required) {
        return config("requirepass", required);
    }

    /**
     * Chooses the servers' locale; by default it is that of this JVM's environment. Only {@link RedisVersion#INSTALLED}
     * sorts by the locale, and may fail to start if the machine doesn't have it. The other programs contain a C library
     * that compares bytes in every locale.
     *
     * @param name the value of LC_ALL, such as {@code en_US.UTF-8}
     * @return this
     */
    public final B locale(String name) {
        locale = name;
        return self();
    }
}

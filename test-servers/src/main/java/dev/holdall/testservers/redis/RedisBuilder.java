package dev.holdall.testservers.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the servers of a topology, which are all alike.
 *
 * @param <B> the topology's own builder
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
     * Adds a line to the servers' redis.conf, such as {@code config("maxmemory", "2mb")}. By default there is no
     * persistence, and DEBUG is allowed.
     *
     * @param directive its name
     * @param values its values, unquoted
     * @return this
     */
    public final B config(String directive, String... values) {
        conf.add(directive, values);
        return self();
    }

    /**
     * Lets only clients in that use TLS; by default none does. Servers then use it among each other, too. Clients don't
     * need a certificate.
     *
     * @param required whether clients must use TLS
     * @return this
     */
    public final B tls(boolean required) {
        tls = required;
        return self();
    }

    /**
     * Adds a user; by default everybody may do everything as the user {@code default}.
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
     * Lets only clients in that know the password, or that log in as another user.
     *
     * @param required the password of the user {@code default}
     * @return this
     */
    public final B password(String required) {
        return config("requirepass", required);
    }

    /**
     * Chooses the servers' locale; by default that of this JVM's environment. Only {@link RedisVersion#INSTALLED} sorts
     * by it, and may not start in one that the machine doesn't have: the C library in the others compares bytes in
     * each.
     *
     * @param name the value of LC_ALL, such as {@code en_US.UTF-8}
     * @return this
     */
    public final B locale(String name) {
        locale = name;
        return self();
    }
}

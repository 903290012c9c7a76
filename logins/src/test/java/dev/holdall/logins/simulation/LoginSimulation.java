package dev.holdall.logins.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.StoreUnavailableException;
import dev.holdall.logins.AtLimit;
import dev.holdall.logins.Begun;
import dev.holdall.logins.Current;
import dev.holdall.logins.Login;
import dev.holdall.logins.LoginOptions;
import dev.holdall.logins.Logins;
import dev.holdall.logins.Renamed;
import dev.holdall.logins.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One run: two processes in each of two data centres begin, check, rename and end the logins of one user, in any order,
 * while messages are under way, clocks are wrong, and the link is cut and healed.
 */
final class LoginSimulation {

    private static final String USER = "user";
    private static final int STEPS = 60;

    /** So many that nearly every check writes that the login was seen. */
    private static final int SEEN_WRITES = 1_000;

    private final Random random;
    private final World world;
    private final List<Client> clients = new ArrayList<>();

    /** What each login's client has, with what has to become of it. */
    private final List<Device> devices = new ArrayList<>();

    /** Whether this run ends several logins at once. */
    private final boolean endsAll;

    /** Where an "end all" has been made, which may end logins that begin elsewhere. */
    private final Set<Integer> endedAllIn = new HashSet<>();

    private record Client(int dataCentre, Logins logins) {}

    private static final class Device {
        final String handle;
        final List<String> tokens = new ArrayList<>();

        /** The data centres that have ended this login. */
        final Set<Integer> endedIn = new HashSet<>();

        /**
         * Whether the login may be over, although nobody has ended it: two requests have renamed it, or an "end all"
         * had been made elsewhere when it began.
         */
        boolean uncertain;

        Device(Begun begun, boolean uncertain) {
            handle = begun.login().handle();
            tokens.add(begun.token());
            this.uncertain = uncertain;
        }

        boolean isEnded() {
            return !endedIn.isEmpty();
        }
    }

    LoginSimulation(long seed, Processes processes) {
        random = new Random(seed);
        world = processes.world();
        world.beginAnew(random);
        endsAll = random.nextBoolean();
        LoginOptions options = new LoginOptions(
                Duration.ofHours(10), Duration.ofDays(30), 1_000, AtLimit.END_OLDEST, Duration.ZERO, SEEN_WRITES);
        for (Processes.Member process : processes.all()) {
            process.skew(process.isFirst() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(1_201) - 600));
            clients.add(new Client(process.dataCentre(), Logins.over(process.store(), options, process.clock())));
        }
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            world.pass(1 + random.nextInt(random.nextInt(10) == 0 ? 600_000 : 1_000));
            step(clients.get(random.nextInt(clients.size())));
        }
        world.settle();
        checkAll();
        // Once more, because a check removes what is left of an end.
        world.pass(1_000);
        world.settle();
        checkAll();
    }

    private void step(Client client) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> begin(client);
            case 3 -> any().ifPresent(device -> rename(client, device));
            case 4 ->
                any().ifPresent(device -> {
                    if (random.nextBoolean()) {
                        end(client, device);
                    } else {
                        logout(client, device);
                    }
                });
            case 5 -> {
                if (endsAll) {
                    endAll(client);
                }
            }
            case 6 -> any().filter(device -> endsAll).ifPresent(device -> endOthers(client, device));
            case 7 -> world.cut(!world.isCut());
            case 8, 9 -> world.deliverSome();
            case 10 -> any().ifPresent(device -> save(client, device));
            default -> any().ifPresent(device -> check(client, device));
        }
    }

    private void begin(Client client) {
        boolean knowsAll = Set.of(client.dataCentre()).containsAll(endedAllIn);
        devices.add(new Device(client.logins().begin(USER, Map.of(), new byte[] {1}), !knowsAll));
    }

    private Optional<Device> any() {
        return devices.isEmpty() ? Optional.empty() : Optional.of(devices.get(random.nextInt(devices.size())));
    }

    private void rename(Client client, Device device) {
        String token = device.tokens.get(random.nextInt(device.tokens.size()));
        try {
            // Where the last renaming hasn't arrived, this one is beside it.
            device.uncertain |= device.tokens.size() > 1;
            client.logins()
                    .rename(token, Renewal.KEEP_TIMES)
                    .map(Renamed::token)
                    .ifPresent(device.tokens::add);
        } catch (StoreUnavailableException e) {
            device.uncertain = true;
        }
    }

    private void end(Client client, Device device) {
        try {
            if (client.logins().end(USER, device.handle).isPresent()) {
                device.endedIn.add(client.dataCentre());
            }
        } catch (StoreUnavailableException e) {
            assertThat(world.isCut()).isTrue();
        }
    }

    private void logout(Client client, Device device) {
        try {
            if (client.logins()
                    .logout(device.tokens.get(random.nextInt(device.tokens.size())))
                    .isPresent()) {
                device.endedIn.add(client.dataCentre());
            }
        } catch (StoreUnavailableException e) {
            assertThat(world.isCut()).isTrue();
            device.uncertain = true;
        }
    }

    private void endAll(Client client) {
        client.logins().endAll(USER);
        endedAllIn.add(client.dataCentre());
        devices.forEach(device -> device.endedIn.add(client.dataCentre()));
    }

    private void endOthers(Client client, Device kept) {
        try {
            if (client.logins().endOthers(USER, kept.handle).isEmpty()) {
                return;
            }
        } catch (StoreUnavailableException e) {
            assertThat(world.isCut()).isTrue();
            return;
        }
        endedAllIn.add(client.dataCentre());
        devices.stream().filter(device -> device != kept).forEach(device -> device.endedIn.add(client.dataCentre()));
        // It loses to an "end all" elsewhere that doesn't know it.
        kept.uncertain |= endedAllIn.size() > 1;
    }

    private void save(Client client, Device device) {
        try {
            client.logins()
                    .check(device.tokens.get(device.tokens.size() - 1))
                    .ifPresent(current -> client.logins().save(current, new byte[] {2}));
        } catch (StoreUnavailableException e) {
            // Only the other data centre could tell whether it is valid: that is no promise that could break.
            assertThat(world.isCut()).isTrue();
        }
    }

    /**
     * Returns the valid tokens. They are checked twice, because a check that asks both data centres may find that the
     * one before it has relied on an older list.
     */
    private static List<String> valid(Client client, Device device) {
        device.tokens.forEach(client.logins()::check);
        return device.tokens.stream()
                .filter(token -> client.logins().check(token).isPresent())
                .toList();
    }

    private void check(Client client, Device device) {
        List<String> valid;
        try {
            valid = valid(client, device);
        } catch (StoreUnavailableException e) {
            assertThat(world.isCut()).isTrue();
            return;
        }
        assertThat(valid).as("valid tokens of one login").hasSizeLessThanOrEqualTo(1);
        if (device.endedIn.contains(client.dataCentre())) {
            assertThat(valid)
                    .as("valid tokens of a login that was ended in this data centre")
                    .isEmpty();
        }
        if (!valid.isEmpty()) {
            assertThat(client.logins().list(USER))
                    .as("the list, when a login is valid")
                    .extracting(Login::handle)
                    .contains(device.handle);
        }
    }

    /** Checks every login in every client, when all messages have arrived. */
    private void checkAll() {
        for (Client client : clients) {
            for (Device device : devices) {
                List<String> valid = valid(client, device);
                assertThat(valid).as("valid tokens of one login").hasSizeLessThanOrEqualTo(1);
                if (device.isEnded()) {
                    assertThat(valid)
                            .as("valid tokens of a login that was ended")
                            .isEmpty();
                } else if (!device.uncertain) {
                    assertThat(valid)
                            .as("valid tokens of a login that nobody has ended")
                            .containsExactly(device.tokens.get(device.tokens.size() - 1));
                }
            }
            world.settle();
        }
    }

    /** Returns how many logins began. */
    int begun() {
        return devices.size();
    }

    Optional<Current> anyValid() {
        return devices.stream()
                .flatMap(device -> device.tokens.stream())
                .flatMap(token -> clients.get(0).logins().check(token).stream())
                .findAny();
    }
}

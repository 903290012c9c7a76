package dev.holdall.tck.example;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.ContractTime;
import dev.holdall.tck.SessionStoreContract;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;

@Tag("deep")
class MapBackendContractTest extends SessionStoreContract {

    @Override
    protected BackendFactory backend() {
        return context -> new MapBackend(10_000, context);
    }

    @Override
    protected ContractTime time() {
        return ContractTime.manual();
    }

    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.of(((MapBackend) backend).revocations());
    }

    @Override
    public Optional<String> configuration() {
        return Optional.of("holdall.stores.sessions.backend = map");
    }
}

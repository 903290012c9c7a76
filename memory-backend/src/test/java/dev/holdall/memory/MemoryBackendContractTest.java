package dev.holdall.memory;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.ContractTime;
import dev.holdall.tck.SessionStoreContract;
import java.util.Optional;
import java.util.OptionalLong;

class MemoryBackendContractTest extends SessionStoreContract {

    @Override
    protected BackendFactory backend() {
        return MemoryBackend.builder().build();
    }

    @Override
    protected ContractTime time() {
        return ContractTime.manual();
    }

    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.of(((MemoryBackend) backend).revocations());
    }

    @Override
    public Optional<String> configuration() {
        return Optional.of("holdall.stores.sessions.backend = memory");
    }
}

package dev.holdall.tck.decorated;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.ContractTime;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.tck.example.MapBackend;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;

/** The contract over a decorator that changes all keys and values. */
@Tag("deep")
class ScrambledMapContractTest extends SessionStoreContract {

    @Override
    protected BackendFactory backend() {
        return context -> new MapBackend(10_000, context);
    }

    @Override
    protected DecoratorFactory decorator() {
        return (backend, context) -> new ScramblingBackend(backend, 0x55);
    }

    @Override
    protected ContractTime time() {
        return ContractTime.manual();
    }

    @Override
    public int rounds() {
        return 200;
    }

    @Override
    public OptionalLong rememberedRevocations(SessionBackend backend) {
        return OptionalLong.of(((MapBackend) backend).revocations());
    }

    @Override
    public Optional<String> configuration() {
        return Optional.of("holdall.stores.sessions { backend = map, decorators = [scramble], scramble.mask = 7 }");
    }
}
